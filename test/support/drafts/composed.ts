// Drafts composed at random of what agents write: violations of each kind, harmless sentences, names, numbers, personal
// data, other scripts, odd punctuation. Invented text and numbers.
import fc from 'fast-check'

export const NAMES = ['Maria', 'Tom', 'José', 'Ms. Chen', 'Dana White', "O'Neil", 'McAllister'] as const
const NUMBERS = ['12%', '$1,250.50', '3.5', '2027', '€400', '#4821', '10:30', '7 %', '0.25%', 'Q3'] as const
const CLEAN = [
  'Thank you for your patience.',
  'Your refund was sent on 3 May.',
  'Shall I send you the form?',
  'Dr. Brown will call you at 10:30 tomorrow.',
  'Wir melden uns morgen bei Ihnen.',
  'ご連絡ありがとうございます。',
  'Please sign in at https://example.com/help, e.g. with your phone…',
  'Great 😀!',
  'We cannot guarantee returns.',
  'I am here to help',
] as const
const PROMISES = [
  'we guarantee {n} returns',
  'our fund guarantees {name} a profit of {n}',
  'I promise you that your savings will grow by {n}',
  'you’re guaranteed to make money with this strategy, {name}',
  'a risk-free investment with guaranteed profits of {n}',
  'you can’t lose, {name}',
  '{name} guarantees that you will double your money by {n}',
  'returns are 100% guaranteed',
  'I can guarantee you will never lose a cent',
  'GUARANTEED GAINS OF {n}',
] as const
const RUDE = [
  'shut up',
  'don’t be stupid, {name}',
  'only an idiot would pay {n}',
  'what a stupid way to ask, {name}',
  'you people never read section {n}',
  'are you deaf, {name}',
  'this is such a dumb issue',
  'just shut up and let me explain {n} to {name}',
  'stop wasting my time',
  'you idiot',
] as const
const CLAIMS = [
  'our fund has shown {n} returns historically',
  'the portfolio has performed well, {name}',
  'you should see positive returns by {n}',
] as const
const PERSONAL = [
  'your SSN is 123-45-6789',
  'card 4111 1111 1111 1111 is on file for {name}',
  'social security 666-55-4444',
  'SSN 123456789',
] as const

const filled = (texts: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...texts), fc.constantFrom(...NAMES), fc.constantFrom(...NUMBERS))
    .map(([text, name, number]) => text.replaceAll('{name}', name).replaceAll('{n}', number))
const clause = fc.oneof(filled(PROMISES), filled(RUDE), filled(CLAIMS), filled(PERSONAL))
const sentence = fc.oneof(
  fc.constantFrom(...CLEAN),
  fc
    .tuple(
      fc.array(clause, { minLength: 1, maxLength: 2 }),
      fc.constantFrom(', and ', ', ', '; ', ' but ', ' — '),
      fc.constantFrom('.', '.', '!', '?', '', '!!!', '…', '.)', '。'),
      fc.boolean(),
    )
    .map(([clauses, joint, end, capital]) => {
      const text = clauses.join(joint) + end
      return capital ? text.charAt(0).toUpperCase() + text.slice(1) : text
    }),
)

/** One to three sentences. */
export const composedDraft: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(sentence, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(' ', ' ', '  ', '\n', '\n\n', '\n- ', '\t'),
  )
  .map(([sentences, space]) => sentences.join(space))

/** Words of patterns, and anything else, in any order. */
export const scrambledDraft: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...[...PROMISES, ...RUDE, ...CLAIMS, ...PERSONAL].flatMap((one) => one.split(' ')),
        ),
      },
      fc.constantFrom(
        ...NAMES,
        ...NUMBERS,
        ...CLEAN,
        ',',
        '.',
        '?',
        '-',
        '(',
        ')',
        '"',
        "'",
        '’',
        '\n',
        '…',
        '[SSN]',
        '~',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .chain((words) => fc.constantFrom(' ', ' ', '').map((space) => words.join(space)))
  .filter((draft) => draft !== '')
