// What clients that repeat themselves send: every event once, and some again, at once or later.
import { mulberry32 } from '../../../functions/cli/mulberry32.ts'

/**
 * @param count of deliveries, of which `share` are repeats: half of them right behind the first, so that both are under
 *   way together, half anywhere later
 * @returns the numbers of events 0…, in the order of their sending
 */
export function deliveries(count: number, share: number, seed: number): number[] {
  const random = mulberry32(seed)
  const repeats = Math.round(count * share)
  const events = count - repeats
  const again = Array.from({ length: repeats }, (_, index) => {
    const n = Math.floor(random() * events)
    return { n, behind: index % 2 === 0 ? n : n + random() * (events - n) }
  })
  const all = [...Array.from({ length: events }, (_, n) => ({ n, behind: n - 0.5 })), ...again]
  return all.sort((a, b) => a.behind - b.behind).map(({ n }) => n)
}
