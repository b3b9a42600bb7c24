// What the two arms are compared in. In arm `off` nothing is offered, so acceptance is no figure that both have.
import type { Estimate } from '../../statistics/estimate.ts'
import { proportion } from '../../statistics/proportion.ts'
import { ratio } from '../../statistics/ratio.ts'
import type { ArmSums } from './sums.ts'

export const VALUE_UNITS = [
  'violations per draft',
  'share of sessions',
  'share of drafts',
  'ms per draft',
] as const
export type ValueUnit = (typeof VALUE_UNITS)[number]

export type Metric = {
  /** For people: what is counted. */
  subject: string
  value_unit: ValueUnit
  /** Which direction is good; null for a balance check, in which the arms should not differ. */
  better: 'lower' | null
  /** The value is m / d. */
  parts: (arm: ArmSums) => { m: number; d: number }
  /** Of an arm with at least two sessions and a draft. */
  estimate: (arm: ArmSums) => Estimate
  /** What must have come often enough for an interval (enough-data.ts). */
  counts: (arm: ArmSums) => readonly number[]
}

/** A sum over drafts, per draft, where whole sessions are drawn. */
const perDraft = (what: 'shipped' | 'detected' | 'latency'): Pick<Metric, 'parts' | 'estimate'> => ({
  parts: (arm) => ({ m: arm[`x_${what}`], d: arm.x_d }),
  estimate: (arm) =>
    ratio({
      n: arm.x_sessions,
      m: arm[`x_${what}`],
      mm: arm[`x_${what}_m2`],
      d: arm.x_d,
      dd: arm.x_dd,
      md: arm[`x_${what}_md`],
    }),
})

/** In the order of the answer. */
export const METRICS = {
  shipped_violation_rate: {
    subject: 'Violations shipped per draft',
    value_unit: 'violations per draft',
    better: 'lower',
    ...perDraft('shipped'),
    // A draft can ship several, so there is no share of drafts that ship none.
    counts: (arm) => [arm.x_shipped],
  },
  sessions_with_shipped_violation: {
    subject: 'Sessions that shipped a violation',
    value_unit: 'share of sessions',
    better: 'lower',
    parts: (arm) => ({ m: arm.x_shipped_any, d: arm.x_sessions }),
    estimate: (arm) => proportion({ successes: arm.x_shipped_any, n: arm.x_sessions }),
    counts: (arm) => [arm.x_shipped_any, arm.x_sessions - arm.x_shipped_any],
  },
  drafts_with_detected_violation: {
    subject: 'Drafts in which a violation was detected',
    value_unit: 'share of drafts',
    better: null,
    ...perDraft('detected'),
    counts: (arm) => [arm.x_detected, arm.x_d - arm.x_detected],
  },
  avg_latency_ms: {
    subject: 'The coach’s own time per draft',
    value_unit: 'ms per draft',
    better: 'lower',
    ...perDraft('latency'),
    counts: (arm) => [arm.x_d],
  },
} as const satisfies Record<string, Metric>
export type MetricName = keyof typeof METRICS
