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
  /** Sessions of which it is known. */
  sessions: (arm: ArmSums) => number
  /** The value is m / d. */
  parts: (arm: ArmSums) => { m: number; d: number }
  /** Of an arm with at least two sessions and a draft. */
  estimate: (arm: ArmSums) => Estimate
  /** What must have come often enough for an interval (enough-data.ts). */
  counts: (arm: ArmSums) => readonly number[]
}

/** A sum over drafts, per draft, where whole sessions are drawn. */
const perDraft = (what: 'detected' | 'latency'): Pick<Metric, 'sessions' | 'parts' | 'estimate'> => ({
  sessions: (arm) => arm.x_sessions,
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

/** Sessions that shipped a violation, and those that can no longer: all their drafts’ final texts are known. */
const determined = (arm: ArmSums) => arm.x_sessions - arm.x_undetermined

/** In the order of the answer. */
export const METRICS = {
  shipped_violation_rate: {
    subject: 'Violations shipped per draft',
    value_unit: 'violations per draft',
    better: 'lower',
    sessions: (arm) => arm.x_sessions,
    // What a draft ships is not known before its final text is: such drafts are in neither sum.
    parts: (arm) => ({ m: arm.x_shipped, d: arm.x_k }),
    estimate: (arm) =>
      ratio({
        n: arm.x_sessions,
        m: arm.x_shipped,
        mm: arm.x_shipped_m2,
        d: arm.x_k,
        dd: arm.x_kk,
        md: arm.x_shipped_mk,
      }),
    // A draft can ship several, so there is no share of drafts that ship none.
    counts: (arm) => [arm.x_shipped],
  },
  sessions_with_shipped_violation: {
    subject: 'Sessions that shipped a violation',
    value_unit: 'share of sessions',
    better: 'lower',
    sessions: determined,
    parts: (arm) => ({ m: arm.x_shipped_any, d: determined(arm) }),
    estimate: (arm) => proportion({ successes: arm.x_shipped_any, n: determined(arm) }),
    counts: (arm) => [arm.x_shipped_any, determined(arm) - arm.x_shipped_any],
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
