// Sentences that say nothing a policy could mind, for where nothing of a sentence can stay; and the texts that stand when
// nothing of a draft can. Each is one sentence of common words.

const FOR_QUESTIONS = [
  'Could you tell me a little more, so that I can help?',
  'How can I help you with this?',
  'Would you like me to go through this with you?',
]
const FOR_MONEY = [
  'I can share more information about the investment and its risks.',
  'Let me explain what this involves, including the risks.',
  'I would be glad to go through the details with you.',
]
const FOR_THE_REST = [
  'Let me help you with this.',
  'I would be glad to go through this with you.',
  'I understand, and I am here to help.',
]
const MONEY = /\b(?:invest|fund|return|profit|yield|gain|earn|risk|portfolio|stock|share|money|market)/iu

/** What may stand for the sentence, by what it is about; the best first. */
export function neutralFor(sentence: string): readonly string[] {
  if (/\?["'”’)\]]*$/u.test(sentence)) return FOR_QUESTIONS
  return MONEY.test(sentence) ? FOR_MONEY : FOR_THE_REST
}

/**
 * For a whole text. The last three have no word in them, so that no pattern can match them: there is always one, and
 * there are always two more that differ from it.
 */
export const NEUTRAL_TEXTS: readonly string[] = [
  ...FOR_THE_REST,
  ...FOR_QUESTIONS,
  ...FOR_MONEY,
  '…',
  '—',
  '*',
]
