// Questions about facts as one SQL statement: one alone over its own sources, several over sources that are read once
// for all of them. It must never let a question see a fact outside its own period.
import { type FactsOf, within } from './facts-query.ts'

/**
 * `sql` is a query over the relations `facts` (filed_at, bucket, event, measure, bin, n: see facts.sql in
 * functions/published), `violations` (the same by `policy`), both within the filters, and `points` (start of each
 * period). It must not count on the order of its rows.
 */
export type Question = { sql: string; of: FactsOf }

const NO_FACTS = `SELECT NULL::TIMESTAMPTZ AS filed_at, '' AS bucket, '' AS event, '' AS policy, '' AS measure, 0 AS bin, 0::DOUBLE AS n WHERE false`
const VIOLATIONS = `measure IN ('detected', 'prevented', 'shipped')`

/** What questions must have in common to be asked together: all but their periods. */
export const filtersKey = ({ bucket, policy, event, session, agent }: FactsOf): string =>
  JSON.stringify([bucket, policy, event, session, agent])

/** One that covers all of these, which differ in their periods alone: it is cut at the edges of each. */
export function coveringOf(all: readonly [FactsOf, ...FactsOf[]]): FactsOf {
  const edges = [...new Set(all.flatMap((one) => one.edges))].sort((a, b) => a - b)
  return { ...all[0], edges }
}

const periodOf = ({ edges }: FactsOf) => ({ from: edges[0] as number, to: edges.at(-1) as number })

/** The facts that the sources yield, as far as the filters let them through. */
function filtered(
  parts: readonly string[],
  { bucket, event, policy }: FactsOf,
  keptFor: 'one' | 'many',
): string {
  if (parts.length === 0) return NO_FACTS
  // An offer that is asked for brings along what became of it.
  const broughtAlong =
    event === 'offered'
      ? ` OR (measure IN ('first', 'decision', 'decision_censored', 'prevented', 'shipped') AND event <> 'withheld')`
      : ''
  const terms = [
    policy !== null ? 'policy = $policy' : keptFor === 'many' ? `(policy = '' OR ${VIOLATIONS})` : [],
    bucket === null ? [] : 'bucket = $bucket',
    event === null ? [] : `(event = $event${broughtAlong})`,
  ].flat()
  if (terms.length === 0) return parts.join('\nUNION ALL\n')
  return parts.map((part) => `SELECT * FROM (${part}) WHERE ${terms.join(' AND ')}`).join('\nUNION ALL\n')
}

function relations({ edges, policy }: FactsOf, period: string): string {
  const starts = edges
    .slice(0, -1)
    .filter(Number.isFinite)
    .map((ms) => ms * 1000)
  return `facts AS NOT MATERIALIZED (SELECT * EXCLUDE policy FROM every_fact WHERE ${policy === null ? `policy = ''` : 'true'}${period}),
    violations AS NOT MATERIALIZED (
      SELECT * FROM every_fact WHERE ${VIOLATIONS}${policy === null ? ` AND policy <> ''` : ''}${period}),
    points AS (SELECT make_timestamptz(unnest([${starts}]::BIGINT[])) AS start)`
}

/**
 * @param parts SQL of the sources of what covers the questions (facts-query.ts)
 * @returns SQL whose rows tell by `question` (the index) to whom they belong, where there are several questions; each row
 *   has null in the columns of the others
 */
export function factsStatement(
  questions: readonly [Question, ...Question[]],
  parts: readonly string[],
): string {
  const covering = coveringOf(questions.map(({ of }) => of) as [FactsOf])
  const [{ sql, of }, ...others] = questions
  const every = filtered(parts, of, others.length === 0 ? 'one' : 'many')
  if (others.length === 0)
    return `WITH every_fact AS NOT MATERIALIZED (${every}),\n${relations(of, '')}\n${sql}`
  const whole = periodOf(covering)
  const asked = questions.map(({ sql, of }, index) => {
    const period = periodOf(of)
    const isWhole = period.from === whole.from && period.to === whole.to
    const inPeriod = isWhole ? '' : ` AND ${within('filed_at', [period])}`
    return `SELECT ${index} AS question, * FROM (WITH ${relations(of, inPeriod)}\n${sql}\n)`
  })
  return `WITH every_fact AS MATERIALIZED (${every})\n${asked.join('\nUNION ALL BY NAME\n')}`
}
