// Believable props of the reports page for the view tests. It must never import what computes them.
import type { Decisions } from '../../../functions/report/decisions/decisions.ts'
import type { Example } from '../../../functions/report/examples/examples.ts'
import type { Experiment, MetricFigures } from '../../../functions/report/experiment/schema.ts'
import type { Latency } from '../../../functions/report/latency.ts'
import type { Policies } from '../../../functions/report/policies.ts'
import type { EventRow } from '../../../functions/report/recent.ts'
import type { Scope } from '../../../functions/report/scope.ts'
import type { Summary } from '../../../functions/report/summary.ts'
import type { Timeseries, TimeseriesPoint } from '../../../functions/report/timeseries.ts'
import type { Loaded } from '../../../views/block.tsx'
import type { Filters } from '../../../views/filters/filter-bar.tsx'
import type { ReportsProps } from '../../../views/reports-page.tsx'

export const summary: Summary = {
  total_events: 18_432,
  event_counts: { offered: 8_204, accepted: 3_120, edited: 1_403, rejected: 1_688, withheld: 4_017 },
  suggestions_offered: 8_204,
  suggestions_accepted: 4_523,
  accept_rate: 72.82,
  accept_rate_ci: [71.69, 73.91],
  avg_latency_ms: 612.4,
  sessions: 3_921,
  resolved_offers: 6_211,
  open_offers: 1_993,
  orphan_outcomes: 0,
  violations: { detected: 5_210, prevented: 3_022, shipped: 1_504 },
}

export const unknownSummary: Summary = {
  ...summary,
  accept_rate: null,
  accept_rate_ci: null,
  avg_latency_ms: null,
  resolved_offers: 0,
}

const metric = (name: MetricFigures['name'], changed: Partial<MetricFigures> = {}): MetricFigures => ({
  name,
  unit: 'session',
  value_unit: 'share of sessions',
  better: 'lower',
  control: { value: 0.351, n: 400 },
  treatment: { value: 0.1204, n: 412 },
  difference: -0.2306,
  se: 0.0289,
  ci: [-0.2876, -0.1736],
  df: 640.2,
  p_value: 0.00000012,
  p_value_adjusted: 0.0123,
  relative: { difference: -0.657, ci: [-0.71, -0.6], p_value: 0.00000001 },
  sequential_ci: [-0.3298, -0.1314],
  chance_to_win: 0.99999,
  minimal_difference: 0.0351,
  enough_data: true,
  more_sessions: null,
  meaning: 'Sessions that shipped a violation: 12 % with suggestions, 35.1 % without.',
  ...changed,
})

export const experiment: Experiment = {
  arms: {
    on: { sessions: 412, undetermined_sessions: 9, drafts: 1_031, drafts_without_final_text: 24 },
    off: { sessions: 400, undetermined_sessions: 0, drafts: 1_007, drafts_without_final_text: 0 },
  },
  srm: {
    chi2: 0.18,
    p_value: 0.67,
    flagged: false,
    enough_data: true,
    meaning: '412 sessions with suggestions and 400 without: half and half, but for chance.',
  },
  crossover_sessions: 0,
  metrics: [
    metric('sessions_with_shipped_violation'),
    metric('drafts_with_detected_violation', {
      value_unit: 'share of drafts',
      better: null,
      chance_to_win: null,
    }),
  ],
}

export const latency: Latency = {
  avg_latency_ms: 612.4,
  min_latency_ms: 41,
  max_latency_ms: 290,
  total_requests: 12_221,
  percentiles: { p50: 150, p90: 260, p95: 275, p99: 289 },
  histogram: [
    { from_ms: 0, to_ms: 100, count: 7 },
    { from_ms: 100, to_ms: 200, count: 20 },
    { from_ms: 200, to_ms: 300, count: 10 },
  ],
  error_bound: 0.005,
}

export const point = (start: string, changed: Partial<TimeseriesPoint> = {}): TimeseriesPoint => ({
  start,
  offered: 0,
  accepted: 0,
  edited: 0,
  rejected: 0,
  timeout: 0,
  withheld: 0,
  accept_rate: null,
  p95_latency_ms: null,
  ...changed,
})

const timeseries: Timeseries = {
  bucket_width: 'day',
  points: [
    point('2025-07-21T00:00:00+02:00', {
      offered: 40,
      accepted: 20,
      edited: 5,
      rejected: 5,
      accept_rate: 83.33,
    }),
    point('2025-07-22T00:00:00+02:00'),
    point('2025-07-23T00:00:00+02:00', {
      offered: 12,
      accepted: 3,
      rejected: 3,
      timeout: 2,
      accept_rate: 37.5,
    }),
  ],
}

const policies: Policies = {
  policy_violations: { 'no-guarantees': 10 },
  total_policies: 1,
  total_violations: 10,
  policies: [{ id: 'no-guarantees', name: null, severity: null, detected: 10, prevented: 5, shipped: 3 }],
}

export const decisions: Decisions = {
  offers: 100,
  decided: 60,
  timed_out: 10,
  open: 30,
  median_s: 45,
  median_ci_s: [30, null],
  shares: [
    { after_s: 5, decided_share: 10, ci: [5.6, 17.61], at_risk: 100 },
    { after_s: 60, decided_share: 60, ci: [50.55, 69.68], at_risk: 60 },
    { after_s: 120, decided_share: null, ci: null, at_risk: 0 },
  ],
  curve: [
    { after_s: 4, decided_share: 10, ci: [5.6, 17.61], at_risk: 100, decisions: 10 },
    { after_s: 45, decided_share: 60, ci: [50.55, 69.68], at_risk: 90, decisions: 50 },
  ],
  watched_s: 90,
  time_error_bound: 0.01,
  share_error_bound: 0.04,
}

export const example = (seq: number, changed: Partial<Example> = {}): Example => ({
  seq,
  ts: '2025-07-23T12:03:22.120Z',
  outcome: 'edited',
  offer_seq: 1,
  agent_id: 'agent-7',
  policies: ['no-guarantees'],
  draft: 'We guarantee it.',
  final: 'We expect it.',
  changes: [
    { kind: 'same', text: 'We' },
    { kind: 'removed', text: ' guarantee' },
    { kind: 'added', text: ' expect' },
    { kind: 'same', text: ' it.' },
  ],
  ...changed,
})

const scope: Scope = {
  from: null,
  to: null,
  zone: 'Europe/Berlin',
  bucket: null,
  policy: null,
  event: null,
  session: null,
  agent: null,
}

const filters: Filters = {
  path: '/reports',
  kept: {},
  ranges: [{ label: 'All', key: 'a', href: '/reports', current: true }],
  active: [],
  comparing: null,
  file: null,
  fields: {
    from: '',
    to: '',
    tz: '',
    defaultZone: 'Europe/Berlin',
    bucket: '',
    policy: '',
    event: '',
    session: '',
    agent: '',
    zones: ['UTC', 'Europe/Berlin'],
    policies: [{ value: 'no-guarantees', label: null }],
  },
}

export const event = (seq: number, changed: Partial<EventRow> = {}): EventRow => ({
  seq,
  id: '0190d1c2-7a3e-4c11-9a1b-0c2d3e4f5a6b',
  ts: '2025-07-23T12:03:22.120Z',
  event: 'offered',
  session_id: 'session-1',
  agent_draft: 'Your refund is guaranteed by tomorrow.',
  suggestion_used: null,
  policy_refs: ['no-guarantees'],
  latency_ms: 240,
  ab_test_bucket: 'on',
  suggestion_id: null,
  agent_id: null,
  occurred_at: null,
  resolution: null,
  offer_seq: null,
  ...changed,
})

export const failed: Loaded<never> = {
  ok: false,
  title: 'The published files cannot be read',
  detail: 'A published file is missing.',
  id: 'urn:uuid:7',
}

export const page = (changed: Partial<ReportsProps> = {}): ReportsProps & { filters: Filters } => ({
  assets: {
    style: '/style.css',
    icon: '/icon.svg',
    compat: '/compat.js',
    htmx: '/htmx.js',
    sse: '/sse.js',
    docsStyle: '/docs.css',
    liveScript: '/live.js',
    shortcutsScript: '/shortcuts.js',
    fragmentsScript: '/assets/fragments.js',
    tryScript: '/try.js',
    copyScript: '/copy.js',
    deskScript: '/desk.js',
  },
  origin: 'http://127.0.0.1:8000',
  scope,
  given: {},
  own: {},
  jsonQuery: '',
  asOf: { seq: 18_432, published_at: '2025-07-23T12:03:22.120Z' },
  initialised: true,
  writer: { state: 'up', since: null, minutesBehind: null },
  streamUrl: '/reports/stream?a=1&b=2',
  log: { place: 'within', firstEvent: Date.parse('2025-07-01T08:00:00Z') },
  rows: { events: '/events', offers: '/events?event=offered' },
  comparison: null,
  summary: { ok: true, value: summary },
  experiment: { ok: true, value: experiment },
  timeseries: { ok: true, value: timeseries },
  latency: { ok: true, value: latency },
  policies: { ok: true, value: policies },
  decisions: { ok: true, value: decisions },
  examples: { ok: true, value: { examples: [example(18_430)], next_before: 18_430 } },
  exampleOutcome: null,
  newest: { ok: true, value: { events: [event(18_432), event(18_431)], next_before: 18_431 } },
  filters,
  ...changed,
})
