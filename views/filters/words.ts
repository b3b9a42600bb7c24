// What is shown, in words. Pure. It must never leave a filter out: a reader relies on what is not said, too.
import type { Scope } from '../../functions/report/scope.ts'
import { dayAndTime } from '../format.ts'

/** The filters by the names of their parameters. */
export type FilterName = 'from' | 'to' | 'tz' | 'bucket' | 'policy' | 'event' | 'session_id' | 'agent_id'

/** Each filter in words; null while it is not set. The zone is always set. */
export function filterWords(scope: Scope): Record<FilterName, string | null> {
  const { from, to, zone, bucket, policy, event, session, agent } = scope
  const named = (what: string, value: string | null) => (value === null ? null : `${what} ${value}`)
  return {
    from: named('from', from === null ? null : dayAndTime(from, zone)),
    to: named('to', to === null ? null : dayAndTime(to, zone)),
    tz: named('time zone', zone),
    bucket: named('bucket', bucket),
    policy: named('policy', policy),
    event: named('event', event),
    session_id: named('session', session),
    agent_id: named('agent', agent),
  }
}

/** `23 Jul 2026, 00:00 to now` */
export const periodInWords = ({ from, to, zone }: Scope): string =>
  `${from === null ? 'First event' : dayAndTime(from, zone)} to ${to === null ? 'now' : dayAndTime(to, zone)}`

/** `Europe/Berlin, bucket on, policy ADV-6.2` */
export function restInWords(scope: Scope): string {
  const { bucket, policy, event, session_id, agent_id } = filterWords(scope)
  return [scope.zone, bucket, policy, event, session_id, agent_id]
    .filter((words) => words !== null)
    .join(', ')
}
