// Whether the sessions are split between the arms as the experiment intends.
import { LEAST_SESSIONS } from '../../statistics/enough-data.ts'
import { MISMATCH_BELOW, sampleRatioMismatch } from '../../statistics/sample-ratio-mismatch.ts'
import type { Experiment } from './schema.ts'
import type { ExperimentSums } from './sums.ts'

/** Half and half: what AB_TEST_BUCKET=auto draws. */
const INTENDED = [1 / 2, 1 / 2] as const

export function split({ on, off }: ExperimentSums): Experiment['srm'] {
  const counts = [on.x_sessions, off.x_sessions] as const
  const total = counts[0] + counts[1]
  const arms = counts.map((n) => n.toLocaleString('en-US'))
  const said = `${arms[0]} ${counts[0] === 1 ? 'session' : 'sessions'} with suggestions and ${arms[1]} without`
  // Expected ones, not seen ones: an arm that stays empty is the worst mismatch of all.
  if (INTENDED.some((share) => share * total < LEAST_SESSIONS))
    return {
      chi2: null,
      p_value: null,
      flagged: false,
      enough_data: false,
      meaning: `${said} are too few to judge how sessions are split.`,
    }
  const { chi2, p_value } = sampleRatioMismatch(counts, INTENDED)
  const flagged = p_value < MISMATCH_BELOW
  return {
    chi2,
    p_value,
    flagged,
    enough_data: true,
    meaning: flagged
      ? `${said}: chance splits sessions that unevenly less than once in ${(1 / MISMATCH_BELOW).toLocaleString('en-US')} times. Something puts them into one arm or loses them from the other: find it before trusting any figure.`
      : `${said}: half and half, but for chance.`,
  }
}
