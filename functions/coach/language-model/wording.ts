// What a language model wrote, read and judged. Whatever it was told by a draft, or made up, is caught here: this must
// never let through a text that violates a policy, personal data, or a number that the model was not given.
import { z } from 'zod'
import { textField } from '../../event.ts'
import type { PolicySet } from '../policies/policy-set.ts'
import { NoAnswer } from './fallback.ts'
import { placeholdersIn, withoutPersonalData } from './personal-data.ts'
import type { Leaving } from './prompt.ts'

/** What is asked of the model, for endpoints that take a schema; they refuse bounds, so these are checked below. */
const text = { type: 'string' } as const
export const WORDING_FORMAT = {
  type: 'object',
  properties: { suggestion: text, alternates: { type: 'array', items: text }, rationale: text },
  required: ['suggestion', 'alternates', 'rationale'],
  additionalProperties: false,
} as const

const sendable = textField('text').trim().min(1)
const wordingSchema = z.object({
  suggestion: sendable,
  alternates: z.array(sendable).max(10),
  rationale: textField('rationale', 2_000).trim().min(1),
})

/** Alternates that were as good as the suggestion, two at most. */
export type Wording = { suggestion: string; alternates: string[]; rationale: string }

/**
 * @param sent what the model was given
 * @param restored puts back what was taken out before
 * @throws NoAnswer invalid-answer or violates
 */
export function wordingOf(
  words: string,
  set: PolicySet,
  sent: Leaving,
  restored: (text: string) => string,
): Wording {
  const parsed = wordingSchema.safeParse(objectIn(words))
  if (!parsed.success) throw new NoAnswer('invalid-answer')
  const given = givenIn(sent)
  /** The text as it can be sent, or why it cannot. */
  const judged = (text: string): { text: string } | { fault: 'violates' | 'invalid-answer' } => {
    if (set.violated(text).length > 0) return { fault: 'violates' }
    if (isMadeUp(text, set, given)) return { fault: 'invalid-answer' }
    const whole = restored(text)
    if (set.violated(whole).length > 0) return { fault: 'violates' }
    return sendable.safeParse(whole).success ? { text: whole } : { fault: 'invalid-answer' }
  }
  const suggestion = judged(parsed.data.suggestion)
  if ('fault' in suggestion) throw new NoAnswer(suggestion.fault)
  const others = parsed.data.alternates.map(judged).flatMap((other) => ('fault' in other ? [] : [other.text]))
  return {
    suggestion: suggestion.text,
    alternates: [...new Set(others)].filter((other) => other !== suggestion.text).slice(0, 2),
    rationale: withoutPersonalData(set, parsed.data.rationale),
  }
}

/** The JSON object in an answer, whatever stands around it: thoughts, a fence, a polite sentence. */
function objectIn(words: string): unknown {
  const thought = words.lastIndexOf('</think>')
  const answer = thought < 0 ? words : words.slice(thought + '</think>'.length)
  try {
    return JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1))
  } catch {
    return null
  }
}

const NUMBER = /\d+(?:[.,:]\d+)*/g
const numbersIn = (text: string): string[] => text.match(NUMBER) ?? []

/** What a text may hold without having made it up. */
type Given = {
  numbers: ReadonlySet<string>
  placeholders: ReadonlySet<string>
  disclosures: readonly string[]
}

function givenIn({ agent_draft, context = '', required_disclosures = [] }: Leaving): Given {
  const texts = [agent_draft, context, ...required_disclosures]
  return {
    numbers: new Set(texts.flatMap(numbersIn)),
    placeholders: new Set(texts.flatMap(placeholdersIn)),
    disclosures: required_disclosures,
  }
}

const isMadeUp = (text: string, set: PolicySet, given: Given): boolean =>
  withoutPersonalData(set, text) !== text ||
  numbersIn(text).some((number) => !given.numbers.has(number)) ||
  placeholdersIn(text).some((placeholder) => !given.placeholders.has(placeholder)) ||
  given.disclosures.some((disclosure) => !text.includes(disclosure))
