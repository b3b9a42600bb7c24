// The judge of a fault test. It trusts what the clients wrote down, and reads the files by itself:
// nothing of the code under test is used.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Acknowledged } from './clients.ts'
import { inDuck, rowsOf } from './duck.ts'

type File = { name: string; bytes: number; sha256: string }
type Segment = { first_seq: number; last_seq: number; events: File; rollup: File }

const stored = 'SELECT seq::DOUBLE AS seq, id::VARCHAR AS event_id, agent_draft FROM'

/** Every acknowledged event is there once, unchanged, under the seq it was given; seq has no gaps. */
function judgeRows(rows: Record<string, unknown>[], acknowledged: readonly Acknowledged[]) {
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
  const byId = new Map(rows.map((row) => [row.event_id, row]))
  expect(byId.size).toBe(rows.length)
  const lost = acknowledged.filter(({ event_id, seq, agent_draft }) => {
    const row = byId.get(event_id)
    return row?.seq !== seq || row.agent_draft !== agent_draft
  })
  expect(lost).toEqual([])
}

async function judgeLedger(ledgerFile: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  judgeRows(await rowsOf(ledgerFile, `${stored} coach_events ORDER BY seq`), acknowledged)
}

/** The published folder is whole: ranges, checksums, rows; and holds no file that nothing lists. */
async function judgePublished(folder: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  const segments: Segment[] = manifest.segments
  const files: File[] = [
    ...segments.flatMap(({ events, rollup }) => [events, rollup]),
    ...manifest.coarse.flatMap(({ months, days, agents }: Record<string, File>) => [months, days, agents]),
  ]
  for (const file of files) {
    const content = readFileSync(join(folder, file.name))
    expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([
      file.bytes,
      file.sha256,
    ])
  }
  const rows: Record<string, unknown>[] = []
  await inDuck(':memory:', async (connection) => {
    for (const { events, first_seq, last_seq } of segments) {
      const result = await connection.startThenReadAll(
        `${stored} read_parquet('${join(folder, events.name)}') ORDER BY seq`,
      )
      const part = result.getRowObjectsJson() as Record<string, unknown>[]
      expect([part[0]?.seq, part.at(-1)?.seq]).toEqual([first_seq, last_seq])
      for (const row of part) rows.push(row)
    }
  })
  expect(rows.length).toBe(manifest.watermark)
  judgeRows(rows, acknowledged)
  const listed = [
    'manifest.json',
    ...files.map(({ name }) => name),
    ...manifest.retired.map(({ name }: File) => name),
  ]
  expect(readdirSync(folder).filter((name) => !listed.includes(name))).toEqual([])
}

/** A stopped product's ledger and what it published both hold every acknowledged event. */
export async function judge(product: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  await judgeLedger(join(product, 'qa_runs.duckdb'), acknowledged)
  await judgePublished(join(product, 'published'), acknowledged)
}
