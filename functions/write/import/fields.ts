// The SQL that judges a row of a file as `eventSchema` would, and brings it into the form of the ledger.
// It must never accept what the schema refuses; what it does not accept, the schema itself judges (judge.ts).
import { CONTENT_FIELDS, type Event } from '../../event.ts'

/**
 * A row of the file, field by field, as SQL expressions. An absent field, like a null one, is NULL. All are texts as
 * sent, but `policy_refs` (VARCHAR[]) and `latency_ms` (any integer type).
 */
export type Fields = Record<keyof Event, string>

const RFC_3339 = String.raw`\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)`

// Bytes, where the schema counts UTF-16 units: never fewer, so what passes here is short enough there.
const id = (x: string) => `(strlen(${x}) BETWEEN 1 AND 200 AND NOT regexp_matches(${x}, '[^ -~]'))`
const text = (x: string, min: number) =>
  `(strlen(${x}) BETWEEN ${min} AND 20000 AND NOT contains(${x}, chr(0)))`
const optional = (x: string, check: string) => `(${x} IS NULL OR ${check})`

const policies = (x: string) => `(${x} IS NULL OR len(${x}) = 0 OR (len(${x}) <= 50 AND list_bool_and(
  list_transform(${x}, lambda p: p IS NOT NULL AND strlen(p) BETWEEN 1 AND 100 AND NOT contains(p, chr(0))))))`

/**
 * SQL: whether the row is an event beyond doubt. Its types must have been looked at already.
 * It must hold no IN with a longer list: DuckDB makes that a join, and a join loses the order of the file.
 */
export const isEvent = (f: Fields) => `coalesce(
  list_contains(['offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld'], ${f.event})
  AND ${id(f.session_id)}
  AND ${text(f.agent_draft, 1)}
  AND ${optional(f.suggestion_used, text(f.suggestion_used, 0))}
  AND ${policies(f.policy_refs)}
  AND ${f.latency_ms} BETWEEN 0 AND 3600000
  AND ${optional(f.ab_test_bucket, `(${f.ab_test_bucket} = 'on' OR ${f.ab_test_bucket} = 'off')`)}
  AND ${optional(f.event_id, `TRY_CAST(${f.event_id} AS UUID)::VARCHAR = lower(${f.event_id})`)}
  AND ${optional(f.suggestion_id, id(f.suggestion_id))}
  AND ${optional(f.agent_id, id(f.agent_id))}
  AND ${optional(
    f.occurred_at,
    `(regexp_full_match(${f.occurred_at}, '${RFC_3339}') AND TRY_CAST(${f.occurred_at} AS TIMESTAMPTZ) IS NOT NULL)`,
  )}, false)`

const jsonOrNull = (x: string) => `coalesce(to_json(${x})::VARCHAR, 'null')`

/** SQL: one text of all that the event says. */
const content = (
  f: Fields,
) => `concat('["', ${f.event}, '",', to_json(${f.session_id}), ',', to_json(${f.agent_draft}), ',',
  ${jsonOrNull(f.suggestion_used)}, ',', to_json(coalesce(${f.policy_refs}, []::VARCHAR[])), ',', TRY_CAST(${f.latency_ms} AS INTEGER), ',"',
  coalesce(${f.ab_test_bucket}, 'on'), '",', ${jsonOrNull(f.suggestion_id)}, ',', ${jsonOrNull(f.agent_id)}, ',',
  ${jsonOrNull(f.occurred_at)}, ']')`

/** SQL: 0 when the text used was not told, 1 for the draft itself, 2 for another one; both as they were sent. */
export const usedSql = (draft: string, used: string) =>
  `CASE WHEN ${used} IS NULL THEN 0 WHEN ${used} = ${draft} THEN 1 ELSE 2 END::UTINYINT`

/** The columns of `staged.events` that this gives; `line` and `ts` come from the file. */
export const STAGED = ['id', 'own_id', ...CONTENT_FIELDS, 'used', 'violated'] as const

/**
 * SQL: the list of the columns STAGED, of a row that is an event.
 * @param time SQL of the event's own time (TIMESTAMPTZ); NULL when it has none
 * @param sent SQL of `usedSql`, and of the policies (JSON) that the text used violates where that was redacted
 */
export const staged = (f: Fields, time: string, sent: Record<'used' | 'violated', string>) => `
  TRY_CAST(coalesce(${f.event_id}, md5(concat(${content(f)}, epoch_ms(${time})))) AS UUID) AS id,
  ${f.event_id} IS NOT NULL AS own_id,
  ${f.event} AS event,
  ${f.session_id} AS session_id,
  ${f.agent_draft} AS agent_draft,
  ${f.suggestion_used} AS suggestion_used,
  coalesce(${f.policy_refs}, []::VARCHAR[]) AS policy_refs,
  TRY_CAST(${f.latency_ms} AS INTEGER) AS latency_ms,
  coalesce(${f.ab_test_bucket}, 'on') AS ab_test_bucket,
  ${f.suggestion_id} AS suggestion_id,
  ${f.agent_id} AS agent_id,
  date_trunc('milliseconds', TRY_CAST(${f.occurred_at} AS TIMESTAMPTZ)) AS occurred_at,
  ${sent.used} AS used,
  ${sent.violated} AS violated`
