// The JSON reports.
import type { ProblemSlug } from '../../problem.ts'
import { type Answered, JSON_REPORTS, type JsonReport } from '../../report/questions.ts'
import type { Operation, Operations } from '../operation.ts'
import type { SchemaName } from '../schemas.ts'
import * as examples from './report-examples.ts'

/** Of everything that is computed from a snapshot. */
export const REPORT_PROBLEMS = [
  'invalid-parameter',
  'not-initialised',
  'snapshot-behind',
  'snapshot-unreadable',
  'reports-busy',
  'report-too-slow',
] as const satisfies ProblemSlug[]

type Said<R extends JsonReport> = Pick<Operation, 'id' | 'summary' | 'description' | 'sample'> & {
  schema: SchemaName
  example: Answered<R>
}

const report = <R extends JsonReport>(path: R, { schema, example, ...said }: Said<R>): Operation => ({
  ...said,
  group: 'Reports',
  query: JSON_REPORTS[path].query,
  headers: ['X-Min-Seq', 'If-None-Match'],
  answers: [
    {
      status: 200,
      description: 'Computed from one snapshot.',
      headers: ['X-As-Of-Seq', 'ETag'],
      type: 'application/json',
      schema,
      example,
    },
    { status: 304, description: 'The same as the ETag that was sent.', headers: ['ETag'] },
  ],
  problems: REPORT_PROBLEMS,
})

export const REPORT_OPERATIONS = {
  'GET /events/recent': report('/events/recent', {
    id: 'getRecentEvents',
    summary: 'The newest events, newest first',
    description:
      'Pages by key: `next_before` of one page is `before` of the next. A page may hold fewer events than `limit` and still have a next one.',
    sample: { limit: '10' },
    schema: 'RecentEvents',
    example: examples.recent,
  }),
  'GET /events/stats': report('/events/stats', {
    id: 'getEventStats',
    summary: 'Counts by type and the ten newest events',
    schema: 'Stats',
    example: examples.stats,
  }),
  'GET /analytics/summary': report('/analytics/summary', {
    id: 'getSummary',
    summary: 'Offers, accept rate with its 95 % interval, sessions, violations',
    sample: { bucket: 'on' },
    schema: 'Summary',
    example: examples.summary,
  }),
  'GET /analytics/latency': report('/analytics/latency', {
    id: 'getLatency',
    summary: 'Mean, extremes, percentiles and histogram of the coach’s own time',
    schema: 'Latency',
    example: examples.latency,
  }),
  'GET /analytics/policies': report('/analytics/policies', {
    id: 'getPolicies',
    summary: 'Violations by policy: detected, prevented, shipped',
    schema: 'Policies',
    example: examples.policies,
  }),
  'GET /analytics/timeseries': report('/analytics/timeseries', {
    id: 'getTimeseries',
    summary: 'Counts by type, accept rate and p95 latency over time',
    sample: { from: '2026-07-01', to: '2026-07-08', width: 'day' },
    schema: 'Timeseries',
    example: examples.timeseries,
  }),
  'GET /analytics/experiment': report('/analytics/experiment', {
    id: 'getExperiment',
    summary: 'What suggestions change: sessions with them (on) against sessions without (off)',
    description:
      'Acceptance cannot be compared, because in bucket `off` nothing is offered. Sessions are drawn and compared as wholes, and belong to the period in which their first event came; with `agent_id`, to the agent of that event. With `policy` only that policy’s violations count, in the drafts of all sessions. `bucket`, `event` and `session_id` are refused with 400: no comparison of sessions can be narrowed to them. With `policy` or `agent_id` the period may have up to 5,000,000 events.',
    sample: { from: '2026-07-01', to: '2026-08-01' },
    schema: 'Experiment',
    example: examples.experiment,
  }),
  'GET /analytics/decisions': report('/analytics/decisions', {
    id: 'getDecisions',
    summary: 'Time from an offer to its decision: median and curve (Kaplan-Meier)',
    description:
      'A decision is a first outcome other than a timeout. A timeout and an offer without an outcome are censored: they tell how long nobody had decided. An open offer is censored at `as_of.published_at`; where its time is known to the hour alone, as if it were made when that began, so that no share is too high. `share_error_bound` says how much too low one can be.',
    schema: 'Decisions',
    example: examples.decisions,
  }),
  'GET /analytics/examples': report('/analytics/examples', {
    id: 'getExamples',
    summary: 'What agents wrote and what was sent instead, with the words that changed',
    description:
      'First outcomes of offers, newest first, where their offers count. Pages by key: `next_before` of one page is `before` of the next.',
    sample: { example_outcome: 'edited' },
    schema: 'Examples',
    example: examples.examples,
  }),
} as const satisfies Operations
