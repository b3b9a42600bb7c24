// Gathers the questions that are asked of one snapshot at the same moment, so that its files are read once for all of
// them. One that cannot be answered must never take the others with it: then each is asked alone.
import { filtersKey, type Question } from './facts-statement.ts'
import type { Row } from './query-pool.ts'

/** Answers some questions of the same filters, all or none. */
type Ask = (questions: readonly [Question, ...Question[]]) => Promise<Row[][]>

type Waiting = Question & { resolve: (rows: Row[]) => void; reject: (error: unknown) => void }

export class FactsTogether {
  readonly #ask: Ask
  #waiting: Waiting[] = []

  constructor(ask: Ask) {
    this.#ask = ask
  }

  /** What `ask` says of this one question: once all that is asked meanwhile is gathered. */
  rowsOf(question: Question): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#askAll())
      this.#waiting.push({ ...question, resolve, reject })
    })
  }

  #askAll(): void {
    const byFilters = new Map<string, [Waiting, ...Waiting[]]>()
    for (const one of this.#waiting) {
      const alike = byFilters.get(filtersKey(one.of))
      if (alike) alike.push(one)
      else byFilters.set(filtersKey(one.of), [one])
    }
    this.#waiting = []
    for (const alike of byFilters.values()) void this.#answer(alike)
  }

  async #answer(waiting: [Waiting, ...Waiting[]]): Promise<void> {
    try {
      const answers = await this.#ask(waiting)
      for (const [index, { resolve }] of waiting.entries()) resolve(answers[index] as Row[])
    } catch (error) {
      if (waiting.length === 1) waiting[0].reject(error)
      else for (const one of waiting) void this.#answer([one])
    }
  }
}
