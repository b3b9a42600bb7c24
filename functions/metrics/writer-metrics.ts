// What is measured of the writer. Names and units follow Prometheus's conventions; README and dashboards know them.
import { Counter, Histogram } from 'prom-client'
import type { WriteObserver, WriterState } from '../write/observer.ts'
import { type Metrics, processRegistry } from './exposition.ts'
import { gauges } from './gauges.ts'
import { refusals } from './refusals.ts'

/** Seconds: from one fsync on a good disk to what a slow one takes. */
const COMMIT_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const PUBLISH_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export type WriterMetrics = { observer: WriteObserver; measured: () => Promise<Metrics> }

/** @param state asked when somebody wants the metrics; null while there is no writer yet */
export function writerMetrics(state: () => WriterState | null, clock: () => number): WriterMetrics {
  const register = processRegistry({ process: 'writer', instance: '1' })
  const registers = [register]
  const stored = new Counter({
    name: 'coach_effect_events_stored_total',
    help: 'Events stored: on disk, and answered.',
    registers,
  })
  const repeated = new Counter({
    name: 'coach_effect_events_repeated_total',
    help: 'Events that were known already and are not stored again.',
    registers,
  })
  const refused = refusals(register)
  const commits = new Histogram({
    name: 'coach_effect_commit_seconds',
    help: 'Time from a group of events being ready to its being on disk.',
    buckets: COMMIT_BUCKETS,
    registers,
  })
  const publications = new Histogram({
    name: 'coach_effect_publish_seconds',
    help: 'Time to publish a segment: its files, their checksums, the manifest.',
    buckets: PUBLISH_BUCKETS,
    registers,
  })
  const gauge = gauges(register, state)
  gauge('queue_events', 'Events taken and not yet stored.', (now) => now.waitingEvents)
  gauge(
    'queue_characters',
    'Characters of text of events taken and not yet stored.',
    (now) => now.waitingCharacters,
  )
  gauge('last_seq', 'The newest event of the ledger.', (now) => now.lastSeq)
  gauge('unpublished_events', 'Events stored and not yet published.', (now) => now.lastSeq - now.watermark)
  gauge(
    'published_age_seconds',
    'Time since the newest snapshot was published.',
    (now) => Math.max(0, clock() - now.publishedAt) / 1_000,
  )
  gauge('live_segments', 'Segments of the newest snapshot.', (now) => now.liveSegments)
  gauge(
    'compaction_debt_segments',
    'Segments that are to be merged and are not yet.',
    (now) => now.unmergedSegments,
  )
  gauge(
    'write_amplification',
    'Bytes written to what is published, for each byte first published.',
    (now) => now.writeAmplification,
  )
  return {
    observer: {
      stored(events, seconds) {
        stored.inc(events)
        commits.observe(seconds)
      },
      repeated: () => repeated.inc(),
      refused,
      published: (_, seconds) => publications.observe(seconds),
    },
    measured: () => register.getMetricsAsJSON() as Promise<Metrics>,
  }
}
