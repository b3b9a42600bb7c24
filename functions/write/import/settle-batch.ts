// Settles a batch of staged events with the writer's own Settler, and packs what it said into narrow columns:
// numbers, and codes of texts that repeat. Each event costs a few microseconds here; everything else is DuckDB's.
import { DuckDBDataChunk } from '@duckdb/node-api'
import { type Arrivals, KIND_EVENTS, type SettledBatch } from '../ledger/bulk.ts'
import { BUCKETS, RESOLUTIONS, SETTLED } from '../ledger/settled-columns.ts'
import type { Arrival, Settler } from '../settle.ts'
import { Codes, ListCodes } from './codes.ts'

const CHUNK_ROWS = 2_048
const TYPES = SETTLED.map(({ type }) => type)
const USED: readonly Arrival['used'][] = ['unknown', 'draft', 'other']
const [TAB, NEWLINE, ZERO] = [9, 10, 48]

/** Walks through the fields of a batch. Each text is a copy: a part of the whole would keep all of it in memory. */
class Fields {
  readonly #bytes: Buffer
  #at = 0
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Its bytes one by one: ids are ASCII, and JSON is decoded by whoever reads it. */
  text(): string {
    const from = this.#at
    let to = from
    while (this.#bytes[to] !== TAB && this.#bytes[to] !== NEWLINE) to += 1
    this.#at = to + 1
    return from === to ? '' : this.#bytes.toString('latin1', from, to)
  }

  /** A whole number that is not negative. */
  number(): number {
    let value = 0
    for (;;) {
      const byte = this.#bytes[this.#at++] as number
      if (byte === TAB || byte === NEWLINE) return value
      value = value * 10 + (byte - ZERO)
    }
  }
}

/** @param first the seq of the batch's first event */
export function settleBatch(settler: Settler, { text, rows }: Arrivals, first: number): SettledBatch {
  const fields = new Fields(text)
  const agents = new Codes()
  const lists = new ListCodes()
  const policies = new Map<string, string[]>()
  const policiesOf = (json: string) => {
    let refs = policies.get(json)
    if (refs === undefined) {
      refs = JSON.parse(Buffer.from(json, 'latin1').toString()) as string[]
      policies.set(json, refs)
    }
    return refs
  }
  const chunks: DuckDBDataChunk[] = []
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const chunk = DuckDBDataChunk.create(TYPES, Math.min(CHUNK_ROWS, rows - from))
    const columns = TYPES.map((_, index) => chunk.getColumnVector(index))
    for (let row = 0; row < chunk.rowCount; row += 1) {
      const session_id = fields.text()
      const draft = fields.text()
      const suggestion = fields.text()
      const agent = fields.text()
      const policy_refs = policiesOf(fields.text())
      const kind = fields.number()
      const latency_ms = fields.number()
      const settled = settler.settle(
        {
          event: KIND_EVENTS[kind % 6] as Arrival['event'],
          session_id,
          policy_refs,
          latency_ms,
          ab_test_bucket: kind % 12 < 6 ? 'on' : 'off',
          suggestion_id: suggestion === '' ? undefined : suggestion,
          agent_id: agent === '' ? undefined : agent,
          draftDigest: () => draft,
          used: USED[Math.floor(kind / 12)] as Arrival['used'],
        },
        first + from + row,
        fields.number(),
      )
      const values = [
        from + row,
        RESOLUTIONS.indexOf(settled.resolution) +
          4 * BUCKETS.indexOf(settled.offer_bucket) +
          16 * BUCKETS.indexOf(settled.session_bucket) +
          (settled.session_first ? 64 : 0),
        settled.offer_seq ?? -1,
        settled.offer_ts ?? -1,
        settled.offer_agent_id === null ? -1 : agents.of(settled.offer_agent_id),
        settled.offer_policies === null ? -1 : lists.of(settled.offer_policies),
        lists.of(settled.prevented),
        lists.of(settled.shipped),
        settled.session_started_at,
        lists.of(settled.session_new_policies),
        settled.session_drafts,
        settled.session_shipped,
        settled.session_detected,
        settled.session_latency_ms,
      ]
      for (let index = 0; index < values.length; index += 1)
        columns[index]?.setItem(row, values[index] as number)
    }
    for (const column of columns) column.flush()
    chunks.push(chunk)
  }
  return { chunks, agents: agents.texts, sets: lists.texts }
}
