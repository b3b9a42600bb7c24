// What an event says, as columns of its row: all that a client sends but the id.

const CONTENT = [
  'event',
  'session_id',
  'agent_draft',
  'suggestion_used',
  'policy_refs',
  'latency_ms',
  'ab_test_bucket',
  'suggestion_id',
  'agent_id',
  'occurred_at',
] as const

/** SQL: whether two rows, by their aliases, say different things. */
export const differs = (a: string, b: string) =>
  `(${CONTENT.map((name) => `${a}.${name} IS DISTINCT FROM ${b}.${name}`).join(' OR ')})`

/** SQL: the content of a row as JSON; its time in epoch milliseconds. */
export const CONTENT_JSON = `to_json({${CONTENT.map((name) =>
  name === 'occurred_at' ? 'occurred_at: epoch_ms(occurred_at)' : `${name}: ${name}`,
).join(', ')}})::VARCHAR`
