// A product's folder as a writer leaves it that was killed: of 35 events the last five are in the journal alone, the ten before
// them in the table's log, the journal and published, the first twenty in the table's file and published.
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll } from 'vitest'
import { readMark } from '../../functions/write/ledger/high-water-mark.ts'
import { sharedFolder, testFolder } from './folder.ts'
import { event, openWriter, paths, postTo } from './in-process.ts'
import { manifestIn, publishEach } from './published.ts'
import { waitFor } from './wait-for.ts'

export const EVENTS = 35
const drafts = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => event({ agent_draft: `draft ${first + n}`, session_id: `s ${n}` }))

/** For all tests of the file that calls this: each call of what it returns is such a folder, of the test's own. */
export function killedProducts() {
  const original = sharedFolder()
  beforeAll(() => leaveIn(original))
  return () => {
    const folder = join(testFolder(), 'product')
    cpSync(join(original, 'killed'), folder, { recursive: true })
    return { folder, ...paths(folder) }
  }
}

async function leaveIn(original: string): Promise<void> {
  const folder = join(original, 'running')
  const first = await openWriter(folder, { publishIntervalMs: 1 })
  await publishEach(first.app, folder, drafts(1, 20))
  await waitFor('a coarse rollup', () => manifestIn(folder).coarse.length > 0)
  await first.stop()
  const second = await openWriter(folder, { publishIntervalMs: 600_000 }) // it publishes once
  await second.app.request('/events/coach/batch?atomic=true', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(drafts(21, 10)),
  })
  await waitFor('the batch to be published', () => manifestIn(folder).watermark === 30)
  for (const one of drafts(31, 5)) await postTo(second.app, one)
  const { ledgerFile } = paths(folder)
  await waitFor('the mark', async () => (await readMark(ledgerFile)) === EVENTS)
  // By a process of its own: a read of the ledger's file here would drop DuckDB's lock.
  execFileSync('cp', ['-r', folder, join(original, 'killed')])
  rmSync(`${paths(join(original, 'killed')).ledgerFile}.lock`)
  await second.stop()
}

/** Takes from a journal's file the records that begin below `first`. */
export function forget(journalFile: string, below: number): void {
  const bytes = readFileSync(journalFile)
  for (let from = bytes.indexOf('CEJ1'); from !== -1; from = bytes.indexOf('CEJ1', from + 1))
    if (bytes.readDoubleLE(from + 16) < below) bytes.write('----', from)
  writeFileSync(journalFile, bytes)
}
