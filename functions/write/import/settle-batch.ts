// Settles a batch of staged events with the writer's own Settler, and packs what it said into narrow columns:
// numbers, and codes of texts that repeat. Each event costs a few microseconds here; everything else is DuckDB's.
// It must never hold the event loop for longer than a chunk: DuckDB's other statements, and requests, go on meanwhile.
import { setImmediate } from 'node:timers/promises'
import { DuckDBDataChunk } from '@duckdb/node-api'
import type { Settled } from '../../event.ts'
import { type Policies, violatedAmong } from '../admission.ts'
import { type Arrivals, KIND_EVENTS } from '../ledger/bulk.ts'
import type { SettledBatch } from '../ledger/bulk-store.ts'
import { CHUNK_ROWS } from '../ledger/duck.ts'
import { BUCKETS, RESOLUTIONS, SETTLED } from '../ledger/settled-columns.ts'
import type { Arrival, Settler } from '../settle.ts'
import { Codes, ListCodes } from './codes.ts'
import { USED } from './judge.ts'
import { TextFields } from './text-fields.ts'

const TYPES = SETTLED.map(({ type }) => type)

/** The event that is settled, one after the other: settling keeps nothing of it but texts and lists of policies. */
class StagedArrival implements Arrival {
  event: Arrival['event'] = 'offered'
  session_id = ''
  policy_refs: string[] = []
  latency_ms = 0
  ab_test_bucket: Arrival['ab_test_bucket'] = 'on'
  suggestion_id: string | undefined
  agent_id: string | undefined
  used: Arrival['used'] = 'unknown'
  /** Epoch milliseconds. */
  ts = 0
  #draft = ''
  readonly #fields: TextFields
  readonly #lists = new Map<string, string[]>([['', []]])

  readonly #policies: Policies

  constructor(text: Buffer, policies: Policies) {
    this.#fields = new TextFields(text)
    this.#policies = policies
  }

  draftDigest(): string {
    return this.#draft
  }

  /** Of a text that was redacted they were looked for in the one that was sent (parse.ts). */
  violated(asked: readonly string[]): readonly string[] {
    const sent: unknown = JSON.parse(this.#fields.passed())
    return Array.isArray(sent) ? sent : violatedAmong(this.#policies, sent as string, asked)
  }

  /** Becomes the next event of the batch. */
  advance(): void {
    const fields = this.#fields
    this.session_id = fields.text()
    this.#draft = fields.rare()
    this.suggestion_id = fields.text() || undefined
    this.agent_id = fields.text() || undefined
    this.policy_refs = this.#list(fields.text())
    fields.pass()
    const kind = fields.number()
    this.event = KIND_EVENTS[kind % 6] as Arrival['event']
    this.ab_test_bucket = kind % 12 < 6 ? 'on' : 'off'
    this.used = USED[Math.floor(kind / 12)] as Arrival['used']
    this.latency_ms = fields.number()
    this.ts = fields.number()
  }

  #list(json: string): string[] {
    let list = this.#lists.get(json)
    if (list === undefined) {
      list = JSON.parse(Buffer.from(json, 'latin1').toString()) as string[]
      this.#lists.set(json, list)
    }
    return list
  }
}

/** Writes what was settled into the columns SETTLED. */
class Packer {
  readonly chunks: DuckDBDataChunk[] = []
  readonly agents = new Codes()
  readonly lists = new ListCodes()
  #columns: Column[] = []

  /** Begins a chunk of so many rows. */
  begin(rows: number): void {
    this.flush()
    const chunk = DuckDBDataChunk.create(TYPES, rows)
    this.chunks.push(chunk)
    this.#columns = TYPES.map((_, index) => chunk.getColumnVector(index) as Column)
  }

  flush(): void {
    for (const column of this.#columns) column.flush()
  }

  // One call a column: a loop over a list of values takes half as long again.
  write(row: number, place: number, settled: Settled): void {
    const columns = this.#columns as unknown as Row
    columns[0].setItem(row, place)
    columns[1].setItem(
      row,
      RESOLUTIONS.indexOf(settled.resolution) +
        4 * BUCKETS.indexOf(settled.offer_bucket) +
        16 * BUCKETS.indexOf(settled.session_bucket) +
        (settled.session_first ? 64 : 0) +
        (settled.text_known ? 128 : 0),
    )
    columns[2].setItem(row, settled.offer_seq ?? -1)
    columns[3].setItem(row, settled.offer_ts ?? -1)
    columns[4].setItem(row, settled.offer_agent_id === null ? -1 : this.agents.of(settled.offer_agent_id))
    columns[5].setItem(row, settled.offer_policies === null ? -1 : this.lists.of(settled.offer_policies))
    columns[6].setItem(row, this.lists.of(settled.prevented))
    columns[7].setItem(row, this.lists.of(settled.shipped))
    columns[8].setItem(row, settled.session_started_at)
    columns[9].setItem(row, this.lists.of(settled.session_new_policies))
    columns[10].setItem(row, settled.session_drafts)
    columns[11].setItem(row, settled.session_texts_known)
    columns[12].setItem(row, settled.session_shipped)
    columns[13].setItem(row, settled.session_detected)
    columns[14].setItem(row, settled.session_latency_ms)
  }
}
type Column = { setItem(row: number, value: number): void; flush(): void }
type Row = { [Index in keyof typeof SETTLED]: Column }

/** @param first the seq of the batch's first event */
export async function settleBatch(
  { settler, policies }: { settler: Settler; policies: Policies },
  { text, rows }: Arrivals,
  first: number,
): Promise<SettledBatch> {
  const arrival = new StagedArrival(text, policies)
  const packer = new Packer()
  for (let place = 0; place < rows; place += 1) {
    const row = place % CHUNK_ROWS
    if (row === 0) {
      await setImmediate()
      packer.begin(Math.min(CHUNK_ROWS, rows - place))
    }
    arrival.advance()
    packer.write(row, place, settler.settle(arrival, first + place, arrival.ts))
  }
  packer.flush()
  return { chunks: packer.chunks, agents: packer.agents.texts, sets: packer.lists.texts }
}
