// The numbers that a policy finds: runs of digits of its lengths and groups, where the words around them allow it.
// Words are looked at only where there is such a run. It must never find a number for a part of a longer group of digits.
import { numbersIn } from '../numbers/digit-run.ts'
import { type PlacedRun, runsIn } from '../numbers/number-runs.ts'
import type { CompiledFile } from './compiled.ts'
import type { Match } from './phrase-matcher.ts'
import type { Finding } from './policy-set.ts'
import type { Words } from './words.ts'

export type Context = { words: Words; matches: readonly Match[] }

/** Words between what names a number and the number, as in “tracking number is”. */
const MAX_BETWEEN = 3

type Group = PlacedRun['run']['groups'][number]

/** @param context the text's words and matches, asked for only where there is a number that they decide about */
export function numberFindings(
  text: string,
  file: CompiledFile,
  policy: number,
  context: () => Context,
): Finding[] {
  const compiled = file.policies[policy] as CompiledFile['policies'][number]
  const findings: Finding[] = []
  for (const [rule, { kinds, needsNear, hasNotAfter, notInternational }] of compiled.numbers.entries()) {
    const least = Math.min(...kinds.map((kind) => kind.least))
    let labels: Labels | null = null
    for (const { from, run, international } of runsIn(text, least))
      for (const kind of kinds)
        for (const { at, end } of numbersIn(run, kind)) {
          if (notInternational && international && at === 1) continue
          const [first, last] = [run.groups[at], run.groups[end]] as [Group, Group]
          const span = { start: from + first.from, end: from + last.to }
          if (needsNear || (hasNotAfter && at === end)) {
            labels ??= new Labels(file, policy, rule, context())
            if (!labels.allow(span.start, needsNear)) continue
          }
          findings.push({ policy: compiled.info.id, ...span, part: span, instead: [] })
        }
  }
  return findings
}

/** The words of a text that name numbers, for one rule. */
class Labels {
  readonly #words: Words
  /** Sentences that hold words of `near`. */
  readonly #near = new Set<number>()
  /** By the number of a word: what kind of label ends there. */
  readonly #ends = new Map<number, 'near' | 'not-after'>()

  constructor({ roles }: CompiledFile, policy: number, rule: number, { words, matches }: Context) {
    this.#words = words
    for (const { phrase, to } of matches) {
      const role = roles[phrase]
      if ((role?.is !== 'near' && role?.is !== 'not-after') || role.policy !== policy || role.rule !== rule)
        continue
      this.#ends.set(to, role.is)
      if (role.is === 'near') this.#near.add(words.sentence[to] as number)
    }
  }

  /** The label nearest before the number names it. */
  allow(start: number, needsNear: boolean): boolean {
    const at = this.#wordAt(start)
    for (let before = at - 1; before >= 0 && before >= at - 1 - MAX_BETWEEN; before -= 1) {
      const label = this.#ends.get(before)
      if (label !== undefined) return label === 'near'
    }
    return !needsNear || this.#near.has(this.#words.sentence[at] as number)
  }

  /** The first word that ends after a place in the text. */
  #wordAt(start: number): number {
    let [low, high] = [0, this.#words.count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#words.end[middle] as number) > start) high = middle
      else low = middle + 1
    }
    return low
  }
}
