// Stores batches over several connections at once, and says how fast: the same clock for every peer.
import { percentile } from '../statistics.ts'

export type Stored = {
  rowsPerSecond: number
  /** Of each batch. */
  p50Ms: number
  p99Ms: number
  rows: number
  /** Rows that were sent and not stored. */
  refused: number
}

/** @param connections each stores a batch and resolves with how many rows it took, then takes the next */
export async function timed<T>(
  connections: readonly ((batch: T) => Promise<number>)[],
  batches: readonly T[],
  rowsEach: number,
): Promise<Stored> {
  const latencies: number[] = []
  let [next, rows] = [0, 0]
  const began = performance.now()
  const work = async (store: (batch: T) => Promise<number>) => {
    while (next < batches.length) {
      const batch = batches[next] as T
      next += 1
      const from = performance.now()
      const taken = await store(batch)
      latencies.push(performance.now() - from)
      rows += taken
    }
  }
  await Promise.all(connections.map(work))
  return {
    rowsPerSecond: rows / ((performance.now() - began) / 1_000),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    rows,
    refused: batches.length * rowsEach - rows,
  }
}
