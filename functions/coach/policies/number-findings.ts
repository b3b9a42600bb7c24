// The numbers in a text that policies find: runs of digits of their lengths and groups, where the words around allow it.
// Runs are looked for once, words only where one of them decides. It must never find a part of a longer group of digits.
import { numbersIn } from '../numbers/digit-run.ts'
import { type PlacedRun, runsIn } from '../numbers/number-runs.ts'
import type { CompiledFile } from './compiled.ts'
import { type Context, Labels } from './number-labels.ts'
import type { Finding } from './policy-set.ts'

export class NumbersOf {
  readonly #file: CompiledFile
  readonly #runs: readonly PlacedRun[]
  readonly #context: () => Context
  #known: Context | null = null

  /** @param context the text's words and matches; asked for at most once, and seldom */
  constructor(text: string, file: CompiledFile, context: () => Context) {
    this.#file = file
    this.#runs = runsIn(text, file.leastDigits)
    this.#context = context
  }

  /** Whether there is no run of digits that any policy could find a number in. */
  get none(): boolean {
    return this.#runs.length === 0
  }

  /** By their place in the text for each rule, one rule after the other; those of different rules may overlap. */
  findings(policy: number): Finding[] {
    if (this.#runs.length === 0) return []
    const { numbers, info } = this.#file.policies[policy] as CompiledFile['policies'][number]
    return numbers.flatMap((_, rule) =>
      this.#spans(policy, rule).map((span) => ({ policy: info.id, ...span, part: span, instead: [] })),
    )
  }

  #spans(policy: number, rule: number) {
    const compiled = this.#file.policies[policy]?.numbers[rule]
    if (compiled === undefined) return []
    const { kinds, needsNear, hasNotAfter, notInternational } = compiled
    let labels: Labels | null = null
    const spans: { start: number; end: number }[] = []
    for (const { run, international, span: spanOf } of this.#runs)
      for (const kind of kinds)
        for (const { at, end } of run.digits.length < kind.least ? [] : numbersIn(run, kind)) {
          if (notInternational && international && at === 1) continue
          const span = spanOf(at, end)
          if (needsNear || (hasNotAfter && at === end)) {
            this.#known ??= this.#context()
            labels ??= new Labels(this.#file, policy, rule, this.#known)
            if (!labels.allow(span.start, needsNear)) continue
          }
          spans.push(span)
        }
    return spans
  }
}
