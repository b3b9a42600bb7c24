// The sums that every figure of the experiment is made of, by arm. From rollups wherever they know what is asked.

import { Problem } from '../../problem.ts'
import type { Segment } from '../../published/manifest.ts'
import { factsOf, type Scope } from '../scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { namedQuery } from '../sql.ts'

const sumsSql = namedQuery('experiment/sums')
const sessionSumsSql = namedQuery('experiment/session-sums')

/** Events that are grouped by session for one answer, at most: about a second of work. */
export const MAX_GROUPED = 5_000_000

const MEASURES = [
  'x_sessions',
  'x_crossover',
  'x_d',
  'x_dd',
  'x_k',
  'x_kk',
  'x_shipped',
  'x_shipped_m2',
  'x_shipped_mk',
  'x_shipped_any',
  'x_undetermined',
  'x_detected',
  'x_detected_m2',
  'x_detected_md',
  'x_latency',
  'x_latency_m2',
  'x_latency_md',
] as const

/** Sums over the sessions of one arm; experiment.sql in functions/published says what each is. */
export type ArmSums = Readonly<Record<(typeof MEASURES)[number], number>>
/** `on`: suggestions shown, the treatment. `off`: none shown, the control. */
export type ExperimentSums = Readonly<Record<'on' | 'off', ArmSums>>

/**
 * @param scope its bucket, event and session must be null
 * @param maxGrouped MAX_GROUPED unless replaced here
 * @throws Problem invalid-parameter when an agent or a policy is asked for and the period has more events than that
 */
export async function experimentSums(
  snapshot: Snapshot,
  scope: Scope,
  maxGrouped = MAX_GROUPED,
): Promise<ExperimentSums> {
  const rows = (
    scope.agent === null && scope.policy === null
      ? await snapshot.facts(sumsSql, factsOf(scope))
      : await groupedBySession(snapshot, scope, maxGrouped)
  ) as { bucket: string; measure: string; n: number }[]
  const arm = (bucket: string) =>
    Object.fromEntries(
      MEASURES.map((name) => [
        name,
        rows.find((row) => row.bucket === bucket && row.measure === name)?.n ?? 0,
      ]),
    ) as ArmSums
  return { on: arm('on'), off: arm('off') }
}

const time = (ms: number) => `make_timestamptz(${ms * 1000})`

/** SQL that is true of events of sessions that began in the period. */
const begunWithin = ({ from, to }: Scope) =>
  [
    from === null ? '' : `session_started_at >= ${time(from)}`,
    to === null ? '' : `session_started_at < ${time(to)}`,
  ]
    .filter((term) => term !== '')
    .join(' AND ') || 'true'

const mayHold =
  ({ from, to }: Scope) =>
  ({ min_filed_at, max_filed_at }: Segment) =>
    (to === null || Date.parse(min_filed_at) < to) && (from === null || Date.parse(max_filed_at) >= from)

const liesWithin =
  ({ from, to }: Scope) =>
  ({ min_filed_at, max_filed_at }: Segment) =>
    (from === null || Date.parse(min_filed_at) >= from) && (to === null || Date.parse(max_filed_at) < to)

/**
 * How many events must be grouped by session for the scope's sums: those of the period’s sessions where rollups do not
 * know what is asked, else none. Reads no more than the segments at the period's ends.
 */
export async function eventsToGroup(snapshot: Snapshot, scope: Scope): Promise<number> {
  if (scope.agent === null && scope.policy === null) return 0
  const segments = snapshot.manifest.segments.filter(mayHold(scope))
  const isWithin = liesWithin(scope)
  const atEnds = segments.filter((segment) => !isWithin(segment))
  const [counted] =
    atEnds.length === 0
      ? []
      : await snapshot.events(
          `SELECT count(*)::DOUBLE AS n FROM events WHERE ${begunWithin(scope)}`,
          atEnds,
          {},
        )
  const within = segments.filter(isWithin).reduce((sum, { rows }) => sum + rows, 0)
  return within + ((counted?.n as number | undefined) ?? 0)
}

async function groupedBySession(snapshot: Snapshot, scope: Scope, maxGrouped: number) {
  const { agent, policy } = scope
  if ((await eventsToGroup(snapshot, scope)) > maxGrouped) {
    const message = `With a policy or an agent the experiment is computed from the events of the period, at most ${maxGrouped.toLocaleString('en-US')}: choose a shorter one.`
    throw new Problem('invalid-parameter', message, [{ path: 'from', message }])
  }
  const sql = sessionSumsSql
    .replace('/*within*/', begunWithin(scope))
    .replace('/*by the agent*/', agent === null ? 'true' : 'bool_or(session_first AND agent_id = $agent)')
    .replace('/*shipped*/', policy === null ? 'len(shipped)' : 'list_contains(shipped, $policy)::INTEGER')
    .replace('/*detected*/', policy === null ? 'len(policy_refs) > 0' : 'list_contains(policy_refs, $policy)')
  return snapshot.events(sql, snapshot.manifest.segments.filter(mayHold(scope)), {
    ...(agent === null ? {} : { agent }),
    ...(policy === null ? {} : { policy }),
  })
}
