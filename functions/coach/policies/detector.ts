// The compiled policies at work on texts: phrases and numbers, one pass each, put together by policy.
// It must never hold anything of a text once it has answered.
import { mayHoldDigits } from '../numbers/screen.ts'
import type { CompiledFile } from './compiled.ts'
import { NumbersOf } from './number-findings.ts'
import type { Context } from './number-labels.ts'
import { apart, byStart, merged } from './overlaps.ts'
import { type Kept, phraseFindings } from './phrase-findings.ts'
import { PhraseMatcher } from './phrase-matcher.ts'
import type { Finding, PolicySet } from './policy-set.ts'
import { reworder } from './reworder.ts'
import { sentencesOf } from './sentences.ts'
import { type Words, wordsOf } from './words.ts'

/** Two are nearly always enough: the second finds nothing. */
const MAX_ROUNDS = 4

export function detector(file: CompiledFile): PolicySet {
  const matcher = new PhraseMatcher(file.graph)
  const ids = file.policies.map(({ info }) => info.id)
  const redactsFrom = Math.min(
    ...file.policies.flatMap(({ numbers }) =>
      numbers.flatMap(({ kinds }) => kinds.map(({ least }) => least)),
    ),
  )
  const mayBeRedacted = mayHoldDigits(redactsFrom)
  const nothing: readonly Finding[][] = ids.map(() => [])

  const contextOf = (text: string): Context => {
    const words = wordsOf(text)
    return { text, words, matches: matcher.match(words) }
  }

  /** By policy, in the file's order. */
  const found = (text: string): readonly Finding[][] => {
    const context = contextOf(text)
    const kept = phraseFindings(file, context.words, context.matches)
    const numbers = new NumbersOf(text, file, () => context)
    if (kept === null && numbers.none) return nothing
    return ids.map((id, policy) => [
      ...(kept?.[policy] ?? []).map((one) => findingOf(one, context.words, id)),
      ...numbers.findings(policy),
    ])
  }

  const violated = (text: string) =>
    found(text).flatMap((findings, policy) => (findings.length > 0 ? [ids[policy] as string] : []))

  /** Policy by policy: what one has written is no part of what the next one finds. */
  const redactedOnce = (text: string) => {
    let numbers = new NumbersOf(text, file, () => contextOf(text))
    if (numbers.none) return text
    let left = text
    for (const [policy, { repair }] of file.policies.entries()) {
      const spans = merged(numbers.findings(policy))
      if (spans.length === 0) continue
      const now = replaced(left, spans, repair.mask ?? '')
      left = now
      numbers = new NumbersOf(now, file, () => contextOf(now))
    }
    return left
  }

  /** Without one number, the words around another may mean something else. */
  const redacted = (text: string) => {
    let left = text
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const next = redactedOnce(left)
      if (next === left) break
      left = next
    }
    return left
  }

  return {
    policies: file.policies.map(({ info }) => info),
    version: file.version,
    repairs: new Map(file.policies.map(({ info, repair }) => [info.id, repair])),
    detect: (text) => byStart(found(text).flatMap(merged)),
    violated,
    violates: (text, policy) => (ids.includes(policy) ? violated(text).includes(policy) : null),
    redact: (text) => (mayBeRedacted.test(text) ? redacted(text) : text),
    redactsFrom,
    findings: (text) =>
      found(text)
        .flatMap(apart)
        .sort((a, b) => a.part.start - b.part.start),
    sentences: sentencesOf,
    ...reworder(file),
  }
}

function findingOf({ match, role }: Kept, { start, end }: Words, policy: string): Finding {
  return {
    policy,
    start: start[match.from] as number,
    end: end[match.to] as number,
    part: { start: start[match.partFrom] as number, end: end[match.partTo] as number },
    instead: role.instead,
  }
}

function replaced(text: string, spans: readonly { start: number; end: number }[], by: string): string {
  let [kept, done] = ['', 0]
  for (const { start, end } of spans) {
    kept += text.slice(done, start) + by
    done = end
  }
  return kept + text.slice(done)
}
