// Each total beside that of the period before, in words. Pure. It must never show a figure of another period without
// saying of which.
import type { Comparison } from '../../functions/report/comparison.ts'
import type { Latency } from '../../functions/report/latency.ts'
import type { Summary } from '../../functions/report/summary.ts'
import { count, dayAndTime, duration, percent } from '../format.ts'
import { countChange, latencyChange, rateChange } from './change.ts'
import type { Before } from './tile.tsx'

/** Newcombe's interval takes each offer for a draw of its own. */
const INDEPENDENT =
  'The interval of the difference (Newcombe’s) takes offers for independent of each other; newer ones had less time to be resolved.'

const at = (moment: string, zone: string) => dayAndTime(Date.parse(moment), zone)

/** `16 Jul 2026, 00:00 to 23 Jul 2026, 00:00` */
export const periodWords = ({ from, to }: { from: string; to: string }, zone: string): string =>
  `${at(from, zone)} to ${at(to, zone)}`

/** Null where there is nothing before; also for latency alone, when that could not be read. */
export function beforeOf(comparison: Comparison, summary: Summary, latency: Latency | null, zone: string) {
  const { previous } = comparison.summary
  if (previous === null) return null
  const was = (words: string) => `Previous: ${words} (${periodWords(previous, zone)}).`
  const counted = (of: (figures: Summary) => number): Before => ({
    change: countChange(of(summary), of(previous)),
    was: was(count(of(previous))),
  })
  const rate =
    previous.accept_rate === null
      ? 'not known, no resolved offer'
      : `${percent(previous.accept_rate)}, n\u00a0=\u00a0${count(previous.resolved_offers)}`
  const p95 = comparison.latency.previous?.percentiles.p95 ?? null
  return {
    acceptRate: {
      change: rateChange(comparison.summary.accept_rate_change),
      was: `${was(rate)} ${INDEPENDENT}`,
    },
    latency: latency && {
      change: latencyChange(latency.percentiles.p95, p95, latency.error_bound),
      was: was(p95 === null ? 'not known' : duration(p95)),
    },
    counted,
  }
}
