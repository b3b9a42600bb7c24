// One sentence without what it violates: by the file's own wordings where they fit, else without a clause, else another
// sentence in its place. What must be kept of it (kept.ts) stands in whatever comes out.
import type { Finding, PolicySet, Rewording, Span } from '../policies/policy-set.ts'
import type { Step } from './confidence.ts'
import { keeps, keptOf } from './kept.ts'
import { replacedSentence } from './replace-sentence.ts'
import { clausesOf, LEAST_WORDS, wordsIn } from './sentences.ts'
import { inCapitalsOf, spliced } from './splice.ts'
import { inStyle, type Style } from './style.ts'

export type MendedSentence = { text: string; by: Extract<Step, 'reworded' | 'shortened' | 'replaced'> }

/**
 * Without asking whether it is mended: the text as a whole decides, and a sentence that still violates is given again.
 * @param findings with offsets in the sentence  @param used sentences that stand for others already: none comes twice while there are more
 */
export function mendedSentence(
  set: PolicySet,
  sentence: string,
  findings: readonly Finding[],
  { style, used }: { style: Style; used: Set<string> },
): MendedSentence {
  const { text, by } = reworded(set, sentence, findings, style)
  return text === sentence || wordsIn(text) < LEAST_WORDS
    ? replacedSentence(set, sentence, findings, { style, used })
    : { text: inCapitalsOf(sentence, text), by }
}

export const isEndedByAppending = (set: PolicySet, policy: string): boolean =>
  (set.repairs.get(policy)?.append.length ?? 0) > 0

type Change = Pick<Rewording, 'part' | 'instead' | 'whole'>

function reworded(
  set: PolicySet,
  sentence: string,
  findings: readonly Finding[],
  style: Style,
): MendedSentence {
  const kept = keptOf(sentence, findings)
  const chosen: Change[] = []
  for (const change of changesOf(set, sentence, findings)) {
    if (chosen.some(({ part }) => part.start < change.part.end && change.part.start < part.end)) continue
    if (!change.whole) chosen.push(change)
    else if (chosen.length === 0 && (isAll(change.part, sentence) || clausesOf(sentence).length === 1)) {
      const whole = inStyle(change.instead, style).find((one) => keeps(kept, one))
      if (whole !== undefined) return { text: whole, by: 'replaced' }
    }
  }
  let text = sentence
  for (const { part, instead } of chosen.sort((a, b) => b.part.start - a.part.start)) {
    const [put = ''] = inStyle(instead, style)
    const end = part.end + (put.endsWith('~') ? commaAt(text, part.end) : 0)
    const next = spliced(text, part.start, end, put.replace(/~$/u, ''))
    if (keeps(kept, next)) text = next
  }
  return { text, by: 'reworded' }
}

const isAll = ({ start, end }: Span, sentence: string) =>
  wordsIn(sentence.slice(0, start)) === 0 && wordsIn(sentence.slice(end)) === 0

/** Those that need grammar first, then those that patterns bring along. */
const changesOf = (set: PolicySet, sentence: string, findings: readonly Finding[]): Change[] => [
  ...set.rewordings(sentence, new Set(findings.map(({ policy }) => policy))),
  ...findings.filter(({ instead }) => instead.length > 0).map((finding) => ({ ...finding, whole: false })),
]

/** The length of the comma or the like that follows. */
const commaAt = (text: string, at: number): number =>
  /^\s*[,;:.!–—-]/u.exec(text.slice(at, at + 9))?.[0].length ?? 0
