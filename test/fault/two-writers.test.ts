// Two writers that start at the same moment over the lock of one that died.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { livingHolder } from '../../functions/write/ledger/lock-file.ts'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { spawnProgram } from '../support/doomed.ts'
import { testFolder } from '../support/folder.ts'
import { paths, silent } from '../support/in-process.ts'
import { PLAIN } from '../support/plain-admission.ts'
import { canTrace, trace } from '../support/recording/strace.ts'
import { waitFor } from '../support/wait-for.ts'

/** How long the later one lingers between looking at the dead one's lock and clearing it away, unless it is let go. */
const LINGERS_MS = 60_000
/** Looks, in a row, that find the process stopped: strace stops it for a moment at other calls too. */
const LOOKS = 30

/** Says, looked at again and again, whether strace holds a process up. From /proc. */
function heldUp(pid: number): () => boolean {
  let looks = 0
  return () => {
    const stopped = /^\d+ \(.*\) t/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    looks = stopped ? looks + 1 : 0
    return looks >= LOOKS
  }
}

it.skipIf(!(await canTrace()))(
  'the later one is refused, and does not take the lock away from the earlier one (needs strace)',
  async () => {
    const folder = testFolder()
    const { ledgerFile } = paths(folder)
    const lock = `${ledgerFile}.lock`
    await (await openLedger(ledgerFile, silent, PLAIN)).close()
    writeFileSync(lock, JSON.stringify({ pid: process.pid, started: 'long ago' }))
    const { child, stdout, died } = await spawnProgram('once through', [folder, '1'])
    const said = createInterface({ input: stdout })[Symbol.asyncIterator]()
    expect(await said.next()).toMatchObject({ value: 'ready' })
    const later = child.pid as number
    const calls = 'rename,unlink'
    const tracing = await trace(later, [{ calls, does: `delay_enter=${LINGERS_MS * 1_000}` }], [lock])
    child.stdin.end('go\n')
    await waitFor('the later one to clear away what it saw', heldUp(later))
    const ledger = await openLedger(ledgerFile, silent, PLAIN)
    await tracing.end()
    const [code] = await died
    expect([code, livingHolder(ledgerFile)?.pid]).toEqual([3, process.pid])
    await ledger.close()
    expect(readdirSync(folder)).toEqual(['qa_runs.duckdb'])
  },
)
