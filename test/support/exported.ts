// Reads exports back into the rows of /events/recent, each format by a reader of its own.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inDuck } from './duck.ts'

type Row = Record<string, unknown>
const NUMBERS = ['seq', 'latency_ms', 'offer_seq']

/** RFC 4180, every line ended by CRLF; an unquoted empty cell is null. @throws Error for anything else */
export function parseCsv(text: string): (string | null)[][] {
  const lines: (string | null)[][] = []
  let line: (string | null)[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex
    const found = cell.exec(text)
    if (!found) throw new Error(`no CSV at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`)
    line.push(found[1]?.replaceAll('""', '"') ?? (found[2] || null))
    if (found[3] === ',') continue
    lines.push(line)
    line = []
  }
  return lines
}

export function rowsOfCsv(text: string): Row[] {
  const [header, ...lines] = parseCsv(text)
  return lines.map((cells) =>
    Object.fromEntries(
      cells.map((cell, index) => {
        const name = header?.[index] as string
        if (name === 'policy_refs') return [name, JSON.parse(cell as string)]
        return [name, NUMBERS.includes(name) && cell !== null ? Number(cell) : cell]
      }),
    ),
  )
}

export const rowsOfNdjson = (text: string): Row[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Row)

/** @param folder for the file while it is read */
export async function rowsOfParquet(bytes: ArrayBuffer, folder: string): Promise<Row[]> {
  const file = join(folder, 'exported.parquet')
  writeFileSync(file, new Uint8Array(bytes))
  // Texts as bytes: the client's own decoder drops a byte order mark that a text begins with.
  const texts = ['agent_draft', 'suggestion_used'].map((name) => `encode(${name}) AS ${name}`)
  const refs = 'encode(to_json(policy_refs)::VARCHAR) AS policy_refs'
  const query = `SELECT * REPLACE (${[...texts, refs].join(', ')}) FROM read_parquet('${file}')`
  const rows = await inDuck(':memory:', async (connection) =>
    (await connection.startThenReadAll(query)).getRowObjectsJS(),
  )
  const text = (value: unknown) => (value === null ? null : (value as Buffer).toString('utf8'))
  const time = (value: unknown) => (value === null ? null : (value as Date).toISOString())
  return rows.map((row) => ({
    ...row,
    agent_draft: text(row.agent_draft),
    suggestion_used: text(row.suggestion_used),
    policy_refs: JSON.parse(text(row.policy_refs) as string),
    ts: time(row.ts),
    occurred_at: time(row.occurred_at),
    seq: Number(row.seq),
    offer_seq: row.offer_seq === null ? null : Number(row.offer_seq),
  }))
}
