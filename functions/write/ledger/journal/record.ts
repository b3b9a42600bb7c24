// The form of the journal's files: records, each of the events of one group, with what proves it whole.
// It must never take for a record what a crash left half written, or what an event's text makes look like one.
import { crc32 } from 'node:zlib'
import type { LoggedEvent } from '../../../event.ts'
import { COLUMNS, SCHEMA_VERSION } from '../schema.ts'

/**
 * Head of a record, little-endian: MAGIC, bytes of the payload, CRC-32 of all behind it, number of events, first seq,
 * the version: the form of the payload and the schema that says what fields an event has.
 * It always holds zero bytes, which JSON never does: no text of an event can be read as a head.
 */
const MAGIC = Buffer.from('CEJ1')
const HEAD_BYTES = 28
const AT = { bytes: 4, crc: 8, rest: 12, rows: 12, first: 16, version: 24 } as const

/** What a record says of its version: the form of its payload in the upper half (0 was a list per event), the schema below. */
export const RECORD_VERSION = (1 << 16) | SCHEMA_VERSION

/** What an encoder keeps to write the next record into: room for that of an ordinary group. Larger ones get their own. */
const KEPT_BYTES = 2 * 1024 * 1024
/** Of a UTF-16 unit as UTF-8. */
const MOST_BYTES = 3

const NAMES = COLUMNS.map(({ name }) => name)

/**
 * Events of one group as they lie in the journal: a line for each of the ledger's columns, in their order, with what the
 * events say there as a JSON array. An array for each event takes twice as long to write.
 */
export type JournalRecord = { first: number; rows: number; version: number; events: () => LoggedEvent[] }

/**
 * @returns what encodes the events of one group, their seq without gaps. The record holds until the next one is encoded:
 *   memory that is new each time costs as much as writing into it.
 */
export function recordEncoder(): (events: readonly LoggedEvent[]) => Buffer {
  const kept = Buffer.allocUnsafe(KEPT_BYTES)
  return (events) => {
    let record = kept
    let end = HEAD_BYTES
    for (const { of } of COLUMNS) {
      const line = `${JSON.stringify(events.map(of))}\n`
      const most = end + line.length * MOST_BYTES
      if (most > record.length) record = Buffer.concat([record.subarray(0, end)], 2 * most)
      end += record.write(line, end)
    }
    MAGIC.copy(record)
    record.writeUInt32LE(end - HEAD_BYTES, AT.bytes)
    record.writeUInt32LE(events.length, AT.rows)
    record.writeDoubleLE(events[0]?.seq ?? 0, AT.first)
    record.writeUInt32LE(RECORD_VERSION, AT.version)
    record.writeUInt32LE(crc32(record.subarray(AT.rest, end)), AT.crc)
    return record.subarray(0, end)
  }
}

/** The whole records of a file, in order. What lies between them is passed over: whoever reads must look for gaps. */
export function* recordsIn(file: Buffer): Generator<JournalRecord> {
  let at = file.indexOf(MAGIC)
  while (at !== -1) {
    const record = recordAt(file, at)
    if (record !== null) yield record.record
    at = file.indexOf(MAGIC, record?.end ?? at + 1)
  }
}

function recordAt(file: Buffer, at: number): { record: JournalRecord; end: number } | null {
  if (file.length - at < HEAD_BYTES) return null
  const end = at + HEAD_BYTES + file.readUInt32LE(at + AT.bytes)
  if (end > file.length) return null
  if (crc32(file.subarray(at + AT.rest, end)) !== file.readUInt32LE(at + AT.crc)) return null
  const payload = file.subarray(at + HEAD_BYTES, end)
  return {
    end,
    record: {
      first: file.readDoubleLE(at + AT.first),
      rows: file.readUInt32LE(at + AT.rows),
      version: file.readUInt32LE(at + AT.version),
      events: () => eventsOf(payload.toString()),
    },
  }
}

function eventsOf(payload: string): LoggedEvent[] {
  const columns = payload.split('\n', NAMES.length).map((line) => JSON.parse(line) as unknown[])
  return (columns[0] ?? []).map(
    (_, row) =>
      Object.fromEntries(NAMES.map((name, n) => [name, columns[n]?.[row]])) as unknown as LoggedEvent,
  )
}
