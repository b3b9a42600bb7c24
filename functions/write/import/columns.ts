// What a file of events may hold, and how one kind of file is described to the stages after it.
import { CONTENT_FIELDS } from '../../event.ts'
import type { Fields } from './fields.ts'

export type Source = {
  /** SQL of the relation, its rows in the order of the file. */
  from: string
  fields: Fields
  /** SQL: whether every value has the type that the API takes. */
  typed: string
  /** SQL: the row as the JSON text that the API would be sent; NULL when the file holds no readable row there. */
  json: string
  /** SQL of the event's time in the log: whether the row has one, and what it is (TIMESTAMPTZ). Null: no such column. */
  at: { given: string; value: string } | null
  /** What to tell a person about a row that cannot be read at all. */
  unreadable: string
  /** How a person finds a row: by its line in the text, or by its number. */
  position: 'lines' | 'quoted lines' | 'rows'
}

/** The names a file may use. `id` is `event_id`, `timestamp` is `ts`; the first that is there counts. */
export const COLUMN_NAMES = [...CONTENT_FIELDS, 'event_id', 'id', 'ts', 'timestamp'] as const
export type ColumnName = (typeof COLUMN_NAMES)[number]
