// Ids that are made of what they stand for: whoever sends the same form again, by a double click or a reload, sends the
// same event. It must never depend on the time or on chance.
import { createHash } from 'node:crypto'

/** A UUID (version 8, RFC 9562) of these parts, in this order. */
export function repeatableId(...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
