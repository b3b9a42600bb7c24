// The form of the journal's files: records, each of the events of one group, with what proves it whole.
// It must never take for a record what a crash left half written, or what an event's text makes look like one.
import { crc32 } from 'node:zlib'
import type { LoggedEvent } from '../../../event.ts'
import { COLUMNS, SCHEMA_VERSION } from '../schema.ts'

/**
 * Head of a record, little-endian: MAGIC, bytes of the payload, CRC-32 of all behind it, number of events, first seq,
 * the schema that says what fields an event has.
 * It always holds zero bytes, which JSON never does: no text of an event can be read as a head.
 */
const MAGIC = Buffer.from('CEJ1')
const HEAD_BYTES = 28
const AT = { bytes: 4, crc: 8, rest: 12, rows: 12, first: 16, schema: 24 } as const

const NAMES = COLUMNS.map(({ name }) => name)

/** Events of one group as they lie in the journal: their fields, as JSON, in the order of the ledger's columns. */
export type JournalRecord = { first: number; rows: number; schema: number; events: () => LoggedEvent[] }

/** @param events of one group, their seq without gaps */
export function encodeRecord(events: readonly LoggedEvent[]): Buffer {
  const payload = Buffer.from(JSON.stringify(events.map((event) => NAMES.map((name) => event[name]))))
  const record = Buffer.allocUnsafe(HEAD_BYTES + payload.length)
  MAGIC.copy(record)
  record.writeUInt32LE(payload.length, AT.bytes)
  record.writeUInt32LE(events.length, AT.rows)
  record.writeDoubleLE(events[0]?.seq ?? 0, AT.first)
  record.writeUInt32LE(SCHEMA_VERSION, AT.schema)
  payload.copy(record, HEAD_BYTES)
  record.writeUInt32LE(crc32(record.subarray(AT.rest)), AT.crc)
  return record
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
      schema: file.readUInt32LE(at + AT.schema),
      events: () => (JSON.parse(payload.toString()) as unknown[][]).map(eventOf),
    },
  }
}

const eventOf = (values: unknown[]) =>
  Object.fromEntries(NAMES.map((name, n) => [name, values[n]])) as unknown as LoggedEvent
