// What a report is asked about: a period, a time zone and filters, read from the query string. One grammar for
// every URL; a value that cannot be understood is named, never ignored.
import { DateTime } from 'luxon'
import { z } from 'zod'
import { isTimeZone } from '../config.ts'
import { EVENT_TYPES, eventSchema } from '../event.ts'
import { fieldErrors, saidIn } from '../http.ts'
import { Problem } from '../problem.ts'
import type { FactsOf } from './snapshot/facts-query.ts'

/** A half-open period of epoch milliseconds; null is open-ended. Filters that are null let everything through. */
export type Scope = {
  from: number | null
  to: number | null
  /** IANA zone in which dates were read and periods are cut. */
  zone: string
  bucket: 'on' | 'off' | null
  policy: string | null
  event: (typeof EVENT_TYPES)[number] | null
  session: string | null
  agent: string | null
}

const { session_id, agent_id, policy_refs } = eventSchema.shape
const optional = <T extends z.ZodType>(schema: T) => schema.optional()

/** The parameters of every report and export, as the query string has them. */
export const scopeParameters = z.object({
  from: optional(z.string()).describe(
    'Where the period begins: `2026-07-01` (its midnight in tz) or `2026-07-01T09:00:00Z`.',
  ),
  to: optional(z.string()).describe('Where it ends, itself not in it; the same forms.'),
  tz: optional(z.string().refine(isTimeZone, 'tz must be an IANA time zone, such as Europe/Berlin')).describe(
    'IANA time zone of dates and of times without an offset; TZ_REPORTS else.',
  ),
  bucket: optional(z.enum(['on', 'off'], 'bucket must be on or off')).describe('Arm of the experiment.'),
  policy: optional(policy_refs.unwrap().element).describe('A policy that the event names.'),
  event: optional(z.enum(EVENT_TYPES, `event must be one of ${EVENT_TYPES.join(', ')}`)).describe(
    'Only this type; `offered` brings along what became of those offers.',
  ),
  session_id: optional(session_id).describe('One session.'),
  agent_id: agent_id.describe('One agent.'),
})

/** Whether figures are compared with those of the period before. */
export const compareParameter = z.object({
  compare: optional(z.enum(['previous', 'none'], 'compare must be previous or none')).describe(
    '`previous`: with the figures of as long a period before (as many local days, where it is whole days).',
  ),
})

/** The parameters that are given, which links carry on. The first of a name counts; empty ones vanish. */
export function givenIn(
  parameters: URLSearchParams,
  of: z.ZodObject = scopeParameters,
): Record<string, string> {
  const given = Object.keys(of.shape).map((name) => [name, parameters.get(name) ?? ''] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}

/** A date is its midnight in the zone; a time without an offset is one of the zone. Not a time at all is NaN. */
const moment = (text: string | undefined, zone: string): number | null =>
  text === undefined ? null : DateTime.fromISO(text, { zone }).toMillis()

/**
 * @param query the query string's parameters; empty ones count as absent, as forms send them
 * @throws Problem invalid-parameter, naming each
 */
export function scopeOf(query: Record<string, string>, defaultZone: string): Scope {
  const given = saidIn(query)
  const parsed = scopeParameters.safeParse(given)
  const zone = given.tz !== undefined && isTimeZone(given.tz) ? given.tz : defaultZone
  const [from, to] = [moment(given.from, zone), moment(given.to, zone)]
  const errors = parsed.success ? [] : fieldErrors(parsed.error.issues)
  for (const [path, value] of Object.entries({ from, to }))
    if (Number.isNaN(value))
      errors.push({
        path,
        message: `${path} must be a date (2026-07-01) or an RFC 3339 time (2026-07-01T09:00:00Z)`,
      })
  if (from !== null && to !== null && from >= to)
    errors.push({ path: 'to', message: 'to must be after from' })
  if (!parsed.success || errors.length > 0) throw new Problem('invalid-parameter', undefined, errors)
  const { bucket, policy, event, session_id, agent_id } = parsed.data
  return {
    from,
    to,
    zone,
    bucket: bucket ?? null,
    policy: policy ?? null,
    event: event ?? null,
    session: session_id ?? null,
    agent: agent_id ?? null,
  }
}

/** The facts of the whole period. */
export const factsOf = (scope: Scope, edges?: readonly number[]): FactsOf => ({
  ...scope,
  edges: edges ?? [scope.from ?? Number.NEGATIVE_INFINITY, scope.to ?? Number.POSITIVE_INFINITY],
})

/** Names a scope, for the cache. */
export const scopeKey = (scope: Scope): string => JSON.stringify(Object.values(scope))
