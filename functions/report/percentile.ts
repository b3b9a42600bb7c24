// A percentile from a histogram's bins, within the bound that the bins promise.
import { binMiddle } from '../published/latency-bins.ts'

/** `edge` in ms: the bin's lower one. */
export type Bin = { edge: number; count: number }

/** Nearest rank: the smallest value that at least `q` of all values do not exceed. @param bins in ascending order */
export function percentile(bins: readonly Bin[], q: number): number | null {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  let seen = 0
  for (const bin of bins) {
    seen += bin.count
    if (seen >= Math.ceil(q * total)) return binMiddle(bin.edge)
  }
  return null
}
