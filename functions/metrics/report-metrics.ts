// What is measured of a report instance. Names and units follow Prometheus's conventions; README and dashboards know them.
import { Counter, Histogram } from 'prom-client'
import type { ReportObserver, ReportState } from '../report/observer.ts'
import { type Metrics, processRegistry } from './exposition.ts'
import { gauges } from './gauges.ts'
import { refusals } from './refusals.ts'

/** Seconds: from a page out of the cache to the longest query. */
const ANSWER_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export type ReportMetrics = { observer: ReportObserver; measured: () => Promise<Metrics> }

/** @param instance tells this process from others of the machine */
export function reportMetrics(
  instance: string,
  state: () => Promise<ReportState>,
  clock: () => number,
): ReportMetrics {
  const register = processRegistry({ process: 'report', instance })
  const registers = [register]
  const answers = new Histogram({
    name: 'coach_effect_answer_seconds',
    help: 'Time to answer a GET, by its address.',
    labelNames: ['route', 'status'] as const,
    buckets: ANSWER_BUCKETS,
    registers,
  })
  const refused = refusals(register)
  const looks = new Counter({
    name: 'coach_effect_cache_looks_total',
    help: 'Looks into a cache, of pages drawn and of figures computed; a hit needs no query.',
    labelNames: ['cache', 'result'] as const,
    registers,
  })
  const gauge = gauges(register, state)
  gauge(
    'snapshot_seq',
    'The newest event that reports of this instance hold.',
    (now) => now.snapshot?.watermark ?? null,
  )
  gauge('snapshot_age_seconds', 'Time since the snapshot of this instance was published.', (now) =>
    now.snapshot === null ? null : Math.max(0, clock() - Date.parse(now.snapshot.published_at)) / 1_000,
  )
  gauge('writer_up', 'Whether the writer answers, as this instance sees it.', (now) => Number(now.writerUp))
  return {
    observer: {
      answered: (route, status, seconds) => answers.observe({ route, status: `${status}` }, seconds),
      refused,
      looked: (cache, hit) => looks.inc({ cache, result: hit ? 'hit' : 'miss' }),
    },
    measured: () => register.getMetricsAsJSON() as Promise<Metrics>,
  }
}
