// The experiment's sums of an arm, made of sessions one by one.
import type { ArmSums } from '../../functions/report/experiment/sums.ts'

/** What a session came to: its drafts, those with a final text, violations shipped, drafts with a detected one, milliseconds. */
export type Drawn = { d: number; known?: number; shipped?: number; detected?: number; latency?: number }

export const NO_SESSIONS: ArmSums = {
  ...{ x_sessions: 0, x_crossover: 0, x_d: 0, x_dd: 0 },
  ...{ x_k: 0, x_kk: 0, x_undetermined: 0 },
  ...{ x_shipped: 0, x_shipped_m2: 0, x_shipped_mk: 0, x_shipped_any: 0 },
  ...{ x_detected: 0, x_detected_m2: 0, x_detected_md: 0 },
  ...{ x_latency: 0, x_latency_m2: 0, x_latency_md: 0 },
}

export const withSession = (
  arm: ArmSums,
  { d, known = d, shipped = 0, detected = 0, latency = 0 }: Drawn,
): ArmSums => ({
  x_sessions: arm.x_sessions + 1,
  x_crossover: arm.x_crossover,
  x_d: arm.x_d + d,
  x_dd: arm.x_dd + d * d,
  x_k: arm.x_k + known,
  x_kk: arm.x_kk + known * known,
  x_undetermined: arm.x_undetermined + Number(shipped === 0 && known < d),
  x_shipped: arm.x_shipped + shipped,
  x_shipped_m2: arm.x_shipped_m2 + shipped * shipped,
  x_shipped_mk: arm.x_shipped_mk + shipped * known,
  x_shipped_any: arm.x_shipped_any + Number(shipped > 0),
  x_detected: arm.x_detected + detected,
  x_detected_m2: arm.x_detected_m2 + detected * detected,
  x_detected_md: arm.x_detected_md + detected * d,
  x_latency: arm.x_latency + latency,
  x_latency_m2: arm.x_latency_m2 + latency * latency,
  x_latency_md: arm.x_latency_md + latency * d,
})

/** So many times these sessions. */
export const armOf = (sessions: readonly Drawn[], times = 1): ArmSums =>
  Array.from({ length: times }, () => sessions)
    .flat()
    .reduce(withSession, NO_SESSIONS)
