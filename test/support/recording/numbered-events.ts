// Events that say of themselves what they must be: number n alone decides every field, in JavaScript and in SQL.
// It must never depend on what was sent: the ledger is compared with the numbers, not with a copy.

/** A draft is offered, and then answered in one of these ways; the last is withheld, and shown again later. */
const OUTCOMES = ['accepted', 'edited', 'rejected', 'timeout', 'offered']
const SESSIONS = 30_000

/** The id of event n: its digits, which are hexadecimal digits too, are the last twelve. */
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** Event n as it is sent, JSON of about 300 bytes. */
export function bodyOf(n: number): string {
  const draft = Math.floor(n / 2)
  const outcome = OUTCOMES[draft % OUTCOMES.length] as string
  return JSON.stringify({
    event_id: idOf(n),
    event: n % 2 === 1 ? outcome : outcome === 'offered' ? 'withheld' : 'offered',
    session_id: `session-${draft % SESSIONS}`,
    agent_draft: `Draft ${draft}: we guarantee “20 %” – 🙂.`,
    suggestion_used: n % 2 === 1 && outcome === 'edited' ? `Suggestion ${n}, 'edited'.` : null,
    policy_refs: draft % 3 === 0 ? ['ADV-6.2', `P-${draft % 7}`] : [],
    latency_ms: 40 + ((n * 37) % 900),
    ab_test_bucket: draft % 2 === 0 ? 'on' : 'off',
    agent_id: `agent-${draft % 40}`,
  })
}

/** SQL: the number of the event whose `id` is in scope. */
export const NUMBER = 'right(id::VARCHAR, 12)::BIGINT'

/** SQL: the number of the draft of that event; the draft comes with its even number, what became of it with the odd one. */
const DRAFT = `(${NUMBER} // 2)`
const OUTCOME = `[${OUTCOMES.map((outcome) => `'${outcome}'`)}][${DRAFT} % ${OUTCOMES.length} + 1]`
const ODD = `${NUMBER} % 2 = 1`

/** SQL: whether the row in scope is what its id says. */
export const AS_SENT = `
  id::VARCHAR = '00000000-0000-4000-8000-' || lpad((${NUMBER})::VARCHAR, 12, '0')
  AND event = CASE WHEN ${ODD} THEN ${OUTCOME} WHEN ${OUTCOME} = 'offered' THEN 'withheld' ELSE 'offered' END
  AND session_id = 'session-' || ${DRAFT} % ${SESSIONS}
  AND agent_draft = 'Draft ' || ${DRAFT} || ': we guarantee “20 %” – 🙂.'
  AND suggestion_used IS NOT DISTINCT FROM
    CASE WHEN ${ODD} AND ${OUTCOME} = 'edited' THEN 'Suggestion ' || ${NUMBER} || ', ''edited''.' END
  AND policy_refs = CASE ${DRAFT} % 3 WHEN 0 THEN ['ADV-6.2', 'P-' || ${DRAFT} % 7] ELSE [] END
  AND latency_ms = 40 + ${NUMBER} * 37 % 900
  AND ab_test_bucket = CASE ${DRAFT} % 2 WHEN 0 THEN 'on' ELSE 'off' END
  AND agent_id = 'agent-' || ${DRAFT} % 40
  AND suggestion_id IS NULL AND occurred_at IS NULL`

/**
 * SQL: the sums that rows make, by their numbers and order alone.
 * @param shown relation of `n`, `seq` and `event`
 */
export const factsSql = (shown: string) => `
  WITH numbered AS (
    SELECT seq, event, n, n // 2 AS draft, event IN ('offered', 'withheld') AS is_draft FROM ${shown}),
  outcomes AS (
    SELECT outcome.event, offer.seq IS NOT NULL AS answers
    FROM numbered AS outcome LEFT JOIN numbered AS offer ON offer.n = outcome.n - 1 AND offer.seq < outcome.seq
    WHERE NOT outcome.is_draft)
  SELECT 'events' AS measure, event, count(*)::DOUBLE AS n FROM numbered GROUP BY event
  UNION ALL SELECT CASE WHEN answers THEN 'first' ELSE 'orphan' END AS measure, event, count(*) FROM outcomes GROUP BY ALL
  UNION ALL SELECT 'session', '', count(DISTINCT draft % ${SESSIONS}) FROM numbered
  UNION ALL SELECT 'latency', event, count(*) FROM numbered WHERE is_draft GROUP BY event
  UNION ALL SELECT 'latency_sum', event, sum(40 + n * 37 % 900) FROM numbered WHERE is_draft GROUP BY event
  UNION ALL SELECT 'detected', event, 2 * count(*) FROM numbered WHERE is_draft AND draft % 3 = 0 GROUP BY event`
export const FACT_MEASURES = `'events', 'first', 'orphan', 'repeat', 'session', 'latency', 'latency_sum', 'detected'`
