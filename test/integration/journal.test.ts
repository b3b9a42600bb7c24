// The journal beside the ledger: what a start finds in it, and what it makes of a damaged one.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '../../functions/event.ts'
import { Journal, journalFolder } from '../../functions/write/ledger/journal/journal.ts'
import { RECORD_VERSION, recordEncoder } from '../../functions/write/ledger/journal/record.ts'
import { livingHolder } from '../../functions/write/ledger/lock-file.ts'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { SCHEMA_VERSION } from '../../functions/write/ledger/schema.ts'
import { inDuck, rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { silent } from '../support/in-process.ts'
import { commitTo, logged } from '../support/logged.ts'
import { admission } from '../support/policies.ts'
import { differencesIn } from '../support/verify.ts'

/** In memory of its own. */
const encodeRecord = (events: readonly LoggedEvent[]) => recordEncoder()(events)
const group = (first: number, size: number) => Array.from({ length: size }, (_, n) => logged(first + n))
const seqs = (path: string) =>
  rowsOf(path, 'SELECT list(seq ORDER BY seq)::VARCHAR AS seqs FROM coach_events')

/** A ledger whose table ends with event 3, and a journal beside it with these files. */
async function ledgerWith(...files: Buffer[]): Promise<string> {
  const path = join(testFolder(), 'qa_runs.duckdb')
  const ledger = await openLedger(path, silent, admission)
  await commitTo(ledger, group(1, 3))
  await ledger.close()
  mkdirSync(journalFolder(path))
  for (const [n, file] of files.entries()) writeFileSync(join(journalFolder(path), `${n}.events`), file)
  return path
}

describe('a start', () => {
  it('moves what the journal alone holds into the table, whatever file it lies in, and nothing twice', async () => {
    const path = await ledgerWith(
      // A file that is used again: what it held before lies behind its newest.
      Buffer.concat([encodeRecord(group(6, 2)), encodeRecord(group(1, 1))]),
      Buffer.concat([encodeRecord(group(2, 3)), encodeRecord(group(5, 1)), Buffer.alloc(50)]),
    )
    const ledger = await openLedger(path, silent, admission)
    expect(ledger.lastSeq).toBe(7)
    expect(await ledger.findIds([logged(7).id])).toEqual(
      new Map([[logged(7).id, expect.objectContaining({ seq: 7 })]]),
    )
    await ledger.close()
    expect(readdirSync(join(path, '..'))).toEqual(['qa_runs.duckdb'])
    expect(await seqs(path)).toEqual([{ seqs: '[1, 2, 3, 4, 5, 6, 7]' }])
  })

  it('leaves out a last group that is not whole: nobody was told that it is stored', async () => {
    const path = await ledgerWith(
      Buffer.concat([encodeRecord(group(4, 2)), encodeRecord(group(6, 1)).subarray(0, -1)]),
    )
    const ledger = await openLedger(path, silent, admission)
    expect(ledger.lastSeq).toBe(5)
    await commitTo(ledger, group(6, 1))
    await ledger.close()
    expect(await seqs(path)).toEqual([{ seqs: '[1, 2, 3, 4, 5, 6]' }])
  })

  it('is refused, and changes nothing, when a group is missing', async () => {
    const damaged = encodeRecord(group(4, 1))
    damaged.writeUInt8(damaged.readUInt8(40) ^ 1, 40)
    const path = await ledgerWith(Buffer.concat([damaged, encodeRecord(group(5, 1))]))
    const file = join(journalFolder(path), '0.events')
    const before = readFileSync(file)
    await expect(openLedger(path, silent, admission)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining(
        `The journal ${file} goes on with event 5, but the ledger ends with event 3`,
      ),
    })
    expect(readFileSync(file)).toEqual(before)
    expect(await seqs(path)).toEqual([{ seqs: '[1, 2, 3]' }])
  })

  it('is refused, and changes nothing, when the journal holds events of another version', async () => {
    const earlier = encodeRecord(group(4, 1))
    earlier.writeUInt32LE(RECORD_VERSION - 1, 24)
    earlier.writeUInt32LE(crc32(earlier.subarray(12)), 8)
    const path = await ledgerWith(earlier)
    const setVersion = (version: number) =>
      inDuck(path, async (connection) => {
        await connection.run(`UPDATE ledger_meta SET schema_version = ${version}`)
      })
    for (const version of [SCHEMA_VERSION, SCHEMA_VERSION - 1]) {
      await setVersion(version)
      await expect(openLedger(path, silent, admission)).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining('Start and stop that version once, then this one.'),
      })
      expect(await rowsOf(path, 'SELECT schema_version FROM ledger_meta')).toEqual([
        { schema_version: version },
      ])
    }
    expect(await seqs(path)).toEqual([{ seqs: '[1, 2, 3]' }])
  })

  it('makes a lost ledger again from a journal that holds all of it, and none from one that does not', async () => {
    const path = await ledgerWith(encodeRecord(group(1, 5)))
    rmSync(path)
    const ledger = await openLedger(path, silent, admission)
    expect(ledger.lastSeq).toBe(5)
    await ledger.close()
    const other = await ledgerWith(encodeRecord(group(4, 1)))
    rmSync(other)
    await expect(openLedger(other, silent, admission)).rejects.toMatchObject({ exitCode: 4 })
    expect(existsSync(other)).toBe(false)
  })
})

describe('verifying a stopped ledger', () => {
  it('names events that the journal alone holds', async () => {
    const path = await ledgerWith(encodeRecord(group(4, 2)))
    expect((await differencesIn(join(path, '..'))).filter((line) => line.includes('journal'))).toEqual([
      '2 events in the journal, neither in the table of the ledger nor published yet (events 4-5); start the writer',
    ])
  })
})

it('is gone before a ledger that closes gives its lock back: who waits for that one begins a journal of the same name', async () => {
  const path = join(testFolder(), 'qa_runs.duckdb')
  const held: [boolean, number | undefined][] = []
  const ledger = await openLedger(path, silent, admission, {
    atStep(step) {
      if (step === 'table-detached' || step === 'journal-removed')
        held.push([existsSync(journalFolder(path)), livingHolder(path)?.pid])
    },
  })
  await ledger.close()
  expect([held, livingHolder(path)]).toEqual([
    [
      [true, process.pid],
      [false, process.pid],
    ],
    null,
  ])
})

describe('the journal', () => {
  it('says that events are durable only after the flush of the file that holds them', async () => {
    const folder = join(testFolder(), 'journal')
    let flush = () => {}
    const journal = await Journal.begin(
      folder,
      () =>
        new Promise((resolve) => {
          flush = resolve
        }),
    )
    let durable = false
    const appended = journal.append(group(1, 1)).then(() => {
      durable = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(durable).toBe(false)
    flush()
    await appended
    await journal.close()
  })

  it('uses its files again once the table holds what they do, and never before', async () => {
    const folder = join(testFolder(), 'journal')
    const journal = await Journal.begin(folder, async () => {})
    const large = (seq: number) => [logged(seq, { agent_draft: 'd'.repeat(20_000) })]
    const fill = async (from: number, to: number, inTable: (seq: number) => number) => {
      for (let seq = from; seq <= to; seq += 1) {
        await journal.append(large(seq))
        journal.release(inTable(seq), seq)
      }
    }
    await fill(1, 1_000, () => 0)
    const files = readdirSync(folder).length
    expect(files).toBeGreaterThanOrEqual(5)
    await fill(1_001, 3_000, (seq) => seq)
    expect(readdirSync(folder).length).toBeLessThanOrEqual(files + 1)
    await journal.remove()
    expect(existsSync(folder)).toBe(false)
  })

  it('keeps what is in the table and not published yet, up to its bound', async () => {
    const folder = join(testFolder(), 'journal')
    const journal = await Journal.begin(folder, async () => {})
    const fill = async (from: number, to: number, published: (seq: number) => number) => {
      for (let seq = from; seq <= to; seq += 1) {
        await journal.append([logged(seq, { agent_draft: 'd'.repeat(200_000) })])
        journal.release(seq, published(seq))
      }
    }
    await fill(1, 200, () => 0) // 40 MB
    const kept = readdirSync(folder).length
    expect(kept).toBeGreaterThanOrEqual(10)
    await fill(201, 400, (seq) => seq)
    expect(readdirSync(folder).length).toBeLessThanOrEqual(kept + 1)
    await fill(401, 1_400, () => 400) // 200 MB
    expect(readdirSync(folder).length).toBeLessThanOrEqual(36)
    await journal.remove()
  })
})
