// The memory of a product's processes, once a second, and whether it stayed what it was.
import { memoryOf } from '../../bench/process-memory.ts'
import { median } from '../../bench/statistics.ts'
import type { Product } from '../product.ts'

const EVERY_MS = 1_000
/** Looks between two that are told of. */
const TOLD_EVERY = 30

/** Megabytes of each process, second by second, under its kind and place: `writer 1`. */
export type MemorySeries = Record<string, number[]>

/** @param onLook is told the newest figures from time to time */
export function watchMemory(product: Product, onLook: (line: string) => void = () => {}) {
  const series: MemorySeries = {}
  let looks = 0
  const look = () => {
    for (const kind of ['writer', 'report'] as const)
      for (const [index, pid] of product.children(kind).entries()) {
        const name = `${kind} ${index + 1}`
        series[name] = [...(series[name] ?? []), Math.round(memoryOf(pid).nowMb)]
      }
    looks += 1
    if (looks % TOLD_EVERY === 0)
      onLook(
        Object.entries(series)
          .map(([name, samples]) => `${name} ${samples.at(-1)} MB`)
          .join(', '),
      )
  }
  const looking = setInterval(look, EVERY_MS)
  return {
    stop(): MemorySeries {
      clearInterval(looking)
      return series
    },
  }
}

/** Megabytes: the median of the first third, the most of the last one, and their ratio. */
export type Flatness = { firstMb: number; lastMb: number; ratio: number }

export function flatness(samples: readonly number[]): Flatness {
  const third = Math.max(1, Math.floor(samples.length / 3))
  const firstMb = median(samples.slice(0, third))
  const lastMb = Math.max(...samples.slice(-third))
  return { firstMb, lastMb, ratio: lastMb / firstMb }
}

export const inWords = ({ firstMb, lastMb, ratio }: Flatness): string =>
  `${firstMb} to ${lastMb}, ${ratio.toFixed(2)} times`
