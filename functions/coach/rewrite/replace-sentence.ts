// What becomes of a sentence that no wording mends: without the clauses that violate, another sentence in its place, or
// without the very words. It must never come out empty, and never without what must be kept.
import type { Finding, PolicySet } from '../policies/policy-set.ts'
import { keeps, keptOf } from './kept.ts'
import type { MendedSentence } from './mend-sentence.ts'
import { neutralFor } from './neutral.ts'
import { clausesOf, LEAST_WORDS, wordsIn } from './sentences.ts'
import { spliced } from './splice.ts'
import { inStyle, type Style } from './style.ts'

export function replacedSentence(
  set: PolicySet,
  sentence: string,
  findings: readonly Finding[],
  { style, used }: { style: Style; used: Set<string> },
): MendedSentence {
  const kept = keptOf(sentence, findings)
  const isFine = (text: string) => keeps(kept, text) && set.violated(text).every((id) => !ids.has(id))
  const ids = new Set(findings.map(({ policy }) => policy))
  const shorter = withoutClauses(sentence, findings)
  if (shorter !== null && isFine(shorter)) return { text: shorter, by: 'shortened' }
  const others = [
    ...set.rewordings(sentence, ids).flatMap(({ whole, instead }) => (whole ? inStyle(instead, style) : [])),
    ...[...ids].flatMap((id) => inStyle(set.repairs.get(id)?.sentences ?? [], style)),
    ...inStyle(neutralFor(sentence), style),
  ].map((one) => addressed(sentence, kept, one))
  const fresh = [...others.filter((one) => !used.has(one)), ...others]
  const other = fresh.find(isFine)
  if (other !== undefined) {
    used.add(other)
    return { text: other, by: 'replaced' }
  }
  const cut = withoutWords(sentence, findings)
  if (cut !== null && isFine(cut)) return { text: cut, by: 'shortened' }
  return {
    text: `Regarding ${listed([...new Set(kept)])}: ${begunSmall(fresh[0] as string)}`,
    by: 'replaced',
  }
}

/** With the name that the sentence addresses, as in "Sit down, Maria." */
function addressed(sentence: string, kept: readonly string[], other: string): string {
  const plain = sentence.replace(/[^\p{L}\p{N}]+$/u, '')
  const name = kept.find((one) => plain.endsWith(`, ${one}`) || plain.startsWith(`${one}, `))
  return name === undefined ? other : other.replace(/(?=[.!?]$)/u, `, ${name}`)
}

/** What begins no sentence of its own. */
const DEPENDENT =
  /^(?:although|though|because|if|when|while|which|who|where|unless|since|as|at|in|on|for|with|than|or|period)\b/iu

function withoutClauses(sentence: string, findings: readonly Finding[]): string | null {
  const clauses = clausesOf(sentence)
  if (clauses.length === 1) return null
  let left = sentence
  for (const { start, end } of clauses.toReversed())
    if (findings.some((one) => one.start < end && start < one.end)) left = spliced(left, start, end, '')
  return wordsIn(left) > LEAST_WORDS && !DEPENDENT.test(left) ? left : null
}

/** null where more than single words would go, since what is left would rarely be a sentence. */
function withoutWords(sentence: string, findings: readonly Finding[]): string | null {
  if (findings.some(({ start, end }) => wordsIn(sentence.slice(start, end)) > 1)) return null
  let [text, from] = [sentence, sentence.length]
  for (const { start, end } of findings.toSorted((a, b) => b.start - a.start)) {
    text = spliced(text, start, Math.min(end, from), '')
    from = start
  }
  return wordsIn(text) > LEAST_WORDS ? text : null
}

const listed = (items: readonly string[]) =>
  items.length < 2 ? (items[0] ?? 'this') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

const begunSmall = (sentence: string) =>
  /^I\b/u.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)
