// kill -9 while the index of ids writes its files.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { built } from '../support/built.ts'
import { testFolder } from '../support/folder.ts'
import { silent } from '../support/in-process.ts'
import { logged } from '../support/logged.ts'
import { admission } from '../support/policies.ts'

/** @returns the last seq it said, after so many commits */
async function killedAfter(folder: string, commits: number): Promise<number> {
  const child = spawn(process.execPath, [await built('test/support/ledger-until-killed.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const died = once(child, 'exit')
  let said = 0
  let last = 0
  for await (const line of createInterface(child.stdout)) {
    last = Number(line)
    said += 1
    if (said === commits) child.kill('SIGKILL')
  }
  expect(await died).toEqual([null, 'SIGKILL'])
  return last
}

it('killed again and again, the writer knows every id that it ever stored', async () => {
  const folder = testFolder()
  // A generation takes 48 events: every few commits one is sealed.
  for (const commits of [1, 4, 7, 12, 19]) {
    const last = await killedAfter(folder, commits)
    const ledger = await openLedger(join(folder, 'qa_runs.duckdb'), silent, admission, {
      idBounds: { slots: 64 },
    })
    expect(ledger.lastSeq).toBeGreaterThanOrEqual(last)
    const seqs = Array.from({ length: ledger.lastSeq }, (_, n) => n + 1)
    const known = await ledger.findIds([...seqs, ledger.lastSeq + 1].map((seq) => logged(seq).id))
    expect([...known].map(([id, { seq }]) => [seq, id]).sort(([a], [b]) => Number(a) - Number(b))).toEqual(
      seqs.map((seq) => [seq, logged(seq).id]),
    )
    await ledger.close()
  }
})
