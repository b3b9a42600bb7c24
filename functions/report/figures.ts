// The shapes of the figures, one for page, JSON and export alike. Units are in the names.
// A figure that cannot be known is null; it must never be written as 0.
import type { EventType, LoggedEvent, Settled } from '../event.ts'

/** The snapshot that an answer was computed from. `published_at` is null while nothing was ever published. */
export type AsOf = { seq: number; published_at: string | null }

type Violations = { detected: number; prevented: number; shipped: number }

export type Summary = {
  total_events: number
  /** Only the types that occur. */
  event_counts: Partial<Record<EventType, number>>
  suggestions_offered: number
  /** Offers whose first outcome is accepted or edited. */
  suggestions_accepted: number
  /** Per cent of resolved offers; null when there is none. */
  accept_rate: number | null
  /** 95 % Wilson interval of accept_rate, in per cent. */
  accept_rate_ci: [number, number] | null
  avg_latency_ms: number | null
  sessions: number
  resolved_offers: number
  open_offers: number
  orphan_outcomes: number
  violations: Violations
}

export type HistogramBin = { from_ms: number; to_ms: number; count: number }

export type Latency = {
  avg_latency_ms: number | null
  min_latency_ms: number | null
  max_latency_ms: number | null
  total_requests: number
  percentiles: { p50: number | null; p90: number | null; p95: number | null; p99: number | null }
  /** Half-open [from_ms, to_ms), contiguous, exact counts. */
  histogram: HistogramBin[]
  /** Largest relative error of a percentile: 0.005 is half a per cent. */
  error_bound: number
}

export type PolicyFigures = {
  id: string
  /** From the coach's policies; null while the policy is not described there. */
  name: string | null
  severity: string | null
} & Violations

export type Policies = {
  policy_violations: Record<string, number>
  total_policies: number
  total_violations: number
  /** Most detected first. */
  policies: PolicyFigures[]
}

/** A row of the log as reports show it. Times are RFC 3339 in UTC. */
export type EventRow = Omit<
  LoggedEvent,
  'ts' | 'occurred_at' | 'content_digest' | Exclude<keyof Settled, Shown>
> & {
  ts: string
  occurred_at: string | null
}
type Shown = 'resolution' | 'offer_seq'

export type RecentEvents = { events: EventRow[]; next_before: number | null }

export type Stats = {
  total_events: number
  event_counts: Partial<Record<EventType, number>>
  recent_events: { event: EventType; session_id: string; timestamp: string }[]
}

/** One stretch of a series. Counts are of events of its time; accept_rate is of the offers made in it. */
export type TimeseriesPoint = Record<EventType, number> & {
  /** RFC 3339, in the zone that was asked for. */
  start: string
  accept_rate: number | null
  p95_latency_ms: number | null
}

/** Gaps are filled: a point without events has counts of 0 and no rates. */
export type Timeseries = {
  bucket_width: 'hour' | 'day' | 'week' | 'month' | 'year'
  points: TimeseriesPoint[]
}
