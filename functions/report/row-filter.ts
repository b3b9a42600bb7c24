// Which rows of the log a scope lets through: the same for the list of events and for exports.
import type { Segment } from '../published/manifest.ts'
import type { Scope } from './scope.ts'

export type RowFilter = {
  /** SQL that is true for a row let through; no filter at all is `true`. */
  where: string
  values: Record<string, string>
  /** The newest time that it lets through, epoch ms; null: any. */
  until: number | null
  /** False for a segment that cannot hold any such row. */
  mayHold: (segment: Segment) => boolean
}

export function rowFilter({ from, to, bucket, policy, event, session, agent }: Scope): RowFilter {
  const time = (ms: number) => `make_timestamptz(${ms * 1000})`
  const values = Object.fromEntries(
    Object.entries({ bucket, policy, event, session, agent }).filter(([, value]) => value !== null),
  ) as Record<string, string>
  const terms = [
    from === null ? null : `ts >= ${time(from)}`,
    to === null ? null : `ts < ${time(to)}`,
    bucket === null ? null : 'ab_test_bucket = $bucket',
    policy === null ? null : 'list_contains(policy_refs, $policy)',
    event === null ? null : 'event = $event',
    session === null ? null : 'session_id = $session',
    agent === null ? null : 'agent_id = $agent',
  ]
  return {
    where: terms.filter((term) => term !== null).join(' AND ') || 'true',
    values,
    until: to,
    mayHold: ({ min_ts, max_ts }) =>
      (to === null || Date.parse(min_ts) < to) && (from === null || Date.parse(max_ts) >= from),
  }
}
