// What an event says, as columns of its row.
import { CONTENT_FIELDS, type LoggedEvent } from '../../event.ts'

export type Content = Pick<LoggedEvent, (typeof CONTENT_FIELDS)[number]>

/** SQL: whether two rows, by their aliases, say different things. */
export const differs = (a: string, b: string) =>
  `(${CONTENT_FIELDS.map((name) => `${a}.${name} IS DISTINCT FROM ${b}.${name}`).join(' OR ')})`

/** SQL: the content of a row as JSON; its time in epoch milliseconds. */
export const CONTENT_JSON = `to_json({${CONTENT_FIELDS.map((name) =>
  name === 'occurred_at' ? 'occurred_at: epoch_ms(occurred_at)' : `${name}: ${name}`,
).join(', ')}})::VARCHAR`
