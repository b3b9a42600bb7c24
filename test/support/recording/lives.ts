// The memory of a product's processes, once a second, each life of a process for itself: a killed one's successor begins anew.
import { memoryOf } from '../../bench/process-memory.ts'
import { median } from '../../bench/statistics.ts'
import type { Product } from '../product.ts'

const EVERY_MS = 1_000
/** Of the time that is watched, the part in which memory may still grow: what a process remembers fills up. */
const WARM_UP = 0.4

export type Life = { kind: 'writer' | 'report'; pid: number; megabytes: number[] }

export function watchLives(product: Product) {
  const lives = new Map<number, Life>()
  const look = () => {
    for (const kind of ['writer', 'report'] as const)
      for (const pid of product.children(kind)) {
        const life = lives.get(pid) ?? { kind, pid, megabytes: [] }
        try {
          life.megabytes.push(Math.round(memoryOf(pid).nowMb))
        } catch {
          continue // it ended meanwhile
        }
        lives.set(pid, life)
      }
  }
  const looking = setInterval(look, EVERY_MS)
  return {
    /** All lives, those that go on too. */
    stop(): Life[] {
      clearInterval(looking)
      return [...lives.values()]
    },
  }
}

/** The most that a process of each kind had at any time. */
export const mostMegabytes = (lives: readonly Life[]): Record<string, number> =>
  Object.fromEntries(
    (['writer', 'report'] as const).map((kind) => [
      `${kind}, most MB`,
      Math.max(0, ...lives.filter((life) => life.kind === kind).flatMap(({ megabytes }) => megabytes)),
    ]),
  )

/** Megabytes: the medians of the first and of the last third of what comes after the warm-up, and their ratio. */
type Growth = { firstMb: number; lastMb: number; ratio: number }

/** Medians, because V8 collects what is over whenever it likes: the most there is at one time says little. */
export function growthOf({ megabytes }: Life): Growth {
  const warm = megabytes.slice(Math.floor(megabytes.length * WARM_UP))
  const third = Math.max(1, Math.floor(warm.length / 3))
  const [firstMb, lastMb] = [median(warm.slice(0, third)), median(warm.slice(-third))]
  return { firstMb, lastMb, ratio: lastMb / firstMb }
}
