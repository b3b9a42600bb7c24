// A row of an export or of the newest events, compared with what its number says that was sent.
import { bodyOf } from './numbered-events.ts'

/** The number of the event of an id. */
const numberOf = (id: string) => Number(id.slice(-12))

/** @returns the first field that is not as it was sent, null when all are */
export function changedField(row: Record<string, unknown> & { id: string }): string | null {
  const { event_id, ...sent } = JSON.parse(bodyOf(numberOf(row.id))) as Record<string, unknown>
  if (event_id !== row.id) return 'id'
  return Object.keys(sent).find((field) => JSON.stringify(sent[field]) !== JSON.stringify(row[field])) ?? null
}
