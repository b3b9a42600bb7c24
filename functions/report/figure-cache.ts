// Figures computed once per snapshot, however many pages and clients ask for them at the same moment.
// A failure is never kept: the next one who asks computes again.
import { LRUCache } from 'lru-cache'
import { type ReportObserver, unobserved } from './observer.ts'
import type { Snapshot } from './snapshot/snapshot.ts'

/** Results kept: the fixed figures of the last few snapshots, each a few kilobytes. */
const MAX_RESULTS = 64

export class FigureCache {
  readonly #results = new LRUCache<string, Promise<unknown>>({ max: MAX_RESULTS })
  readonly #looked: ReportObserver['looked']

  constructor({ looked }: Pick<ReportObserver, 'looked'> = unobserved) {
    this.#looked = looked
  }

  /** @param name names the figure and every parameter it depends on */
  get<T>(snapshot: Snapshot, name: string, compute: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const key = `${snapshot.id} ${name}`
    let result = this.#results.get(key) as Promise<T> | undefined
    this.#looked('figure', result !== undefined)
    if (!result) {
      result = compute(snapshot)
      this.#results.set(key, result)
      result.catch(() => this.#results.delete(key))
    }
    return result
  }
}
