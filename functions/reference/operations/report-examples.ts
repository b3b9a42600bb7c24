// One example answer of each report, of the same small log; the experiment’s is of a month.
import { experimentFigures } from '../../report/experiment/experiment.ts'
import type { Answered } from '../../report/questions.ts'

const as_of = { seq: 3, published_at: '2026-07-01T09:02:00.104Z' }

export const recent: Answered<'/events/recent'> = {
  events: [
    {
      seq: 3,
      id: '5b1f2f4e-3f52-4b8c-8d2c-0c7b4be2a001',
      ts: '2026-07-01T09:02:00.000Z',
      event: 'edited',
      session_id: 's-1',
      agent_id: 'a-7',
      suggestion_id: 'sug-1',
      agent_draft: 'We guarantee 20% returns.',
      suggestion_used: 'Returns vary; 20% is not guaranteed.',
      policy_refs: ['ADV-6.2'],
      latency_ms: 0,
      ab_test_bucket: 'on',
      occurred_at: null,
      resolution: 'first',
      offer_seq: 1,
    },
  ],
  next_before: 3,
  as_of,
}

export const stats: Answered<'/events/stats'> = {
  total_events: 3,
  event_counts: { offered: 1, edited: 1, withheld: 1 },
  recent_events: [{ event: 'edited', session_id: 's-1', timestamp: '2026-07-01T09:02:00.000Z' }],
  as_of,
}

export const summary: Answered<'/analytics/summary'> = {
  total_events: 2,
  event_counts: { offered: 1, edited: 1 },
  suggestions_offered: 1,
  suggestions_accepted: 1,
  accept_rate: 100,
  accept_rate_ci: [20.65, 100],
  avg_latency_ms: 240,
  sessions: 1,
  resolved_offers: 1,
  open_offers: 0,
  orphan_outcomes: 0,
  violations: { detected: 1, prevented: 1, shipped: 0 },
  as_of,
}

export const latency: Answered<'/analytics/latency'> = {
  avg_latency_ms: 260,
  min_latency_ms: 240,
  max_latency_ms: 280,
  total_requests: 2,
  percentiles: { p50: 241, p90: 280, p95: 280, p99: 280 },
  histogram: [{ from_ms: 200, to_ms: 400, count: 2 }],
  error_bound: 0.01,
  as_of,
}

export const policies: Answered<'/analytics/policies'> = {
  policy_violations: { 'ADV-6.2': 1 },
  total_policies: 1,
  total_violations: 1,
  policies: [
    { id: 'ADV-6.2', name: 'No guaranteed returns', severity: 'high', detected: 1, prevented: 1, shipped: 0 },
  ],
  as_of,
}

export const timeseries: Answered<'/analytics/timeseries'> = {
  bucket_width: 'day',
  points: [
    {
      start: '2026-07-01T00:00:00.000Z',
      offered: 1,
      accepted: 0,
      edited: 1,
      rejected: 0,
      timeout: 0,
      withheld: 1,
      accept_rate: 100,
      p95_latency_ms: 280,
    },
  ],
  as_of,
}

const drafts = { x_d: 1_236, x_dd: 4_290 }
const allKnown = { x_k: 1_236, x_kk: 4_290, x_undetermined: 0 }
export const experiment: Answered<'/analytics/experiment'> = {
  ...experimentFigures({
    on: {
      ...{ x_sessions: 412, x_crossover: 2, ...drafts },
      ...{ x_k: 1_201, x_kk: 4_090, x_undetermined: 14 },
      ...{ x_shipped: 132, x_shipped_m2: 216, x_shipped_mk: 472, x_shipped_any: 98 },
      ...{ x_detected: 455, x_detected_m2: 845, x_detected_md: 1_606 },
      ...{ x_latency: 350_900, x_latency_m2: 355_800_000, x_latency_md: 1_219_400 },
    },
    off: {
      ...{ x_sessions: 405, x_crossover: 1, ...drafts, ...allKnown },
      ...{ x_shipped: 611, x_shipped_m2: 1_540, x_shipped_mk: 2_196, x_shipped_any: 284 },
      ...{ x_detected: 448, x_detected_m2: 838, x_detected_md: 1_585 },
      ...{ x_latency: 347_300, x_latency_m2: 351_200_000, x_latency_md: 1_207_800 },
    },
  }),
  as_of: { seq: 4_816, published_at: '2026-08-01T00:00:00.104Z' },
}

export const decisions: Answered<'/analytics/decisions'> = {
  offers: 2,
  decided: 1,
  timed_out: 0,
  open: 1,
  median_s: 120,
  median_ci_s: [120, null],
  shares: [
    { after_s: 5, decided_share: 0, ci: null, at_risk: 2 },
    { after_s: 120, decided_share: 50, ci: [9.06, 98.99], at_risk: 2 },
  ],
  curve: [{ after_s: 120, decided_share: 50, ci: [9.06, 98.99], at_risk: 2, decisions: 1 }],
  watched_s: 7_320,
  time_error_bound: 0.01,
  share_error_bound: 0,
  as_of,
}

export const examples: Answered<'/analytics/examples'> = {
  examples: [
    {
      seq: 3,
      ts: '2026-07-01T09:02:00.000Z',
      outcome: 'edited',
      offer_seq: 1,
      agent_id: 'a-7',
      policies: ['ADV-6.2'],
      draft: 'We guarantee 20% returns. Call [PHONE].',
      final: 'Returns vary. Call [PHONE].',
      changes: [
        { kind: 'removed', text: 'We guarantee 20% returns' },
        { kind: 'added', text: 'Returns vary' },
        { kind: 'same', text: '. Call [PHONE].' },
      ],
    },
  ],
  next_before: null,
  as_of,
}
