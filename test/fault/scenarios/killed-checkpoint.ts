// A ledger that dies at a call to the system while its table is checkpointed by a commit, its log being full, or at its end:
// the next one has every event that was said to be stored.
import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { spawnProgram } from '../../support/doomed.ts'
import { killedAtCall } from '../../support/killed-at-call.ts'
import { ledgerFaults } from './killed-ledger.ts'
import type { Outcome, Progress } from './scenario.ts'

/** Commits that nearly fill the table's log, which is checkpointed at 64 MB; and as many as fill it, and its journal. */
const NEARLY = 152
const MORE = 36
/** Of how many calls of a kind one is taken at least: a block of the table is a `pwrite64`, and there are hundreds. */
const CALLS = { pwrite64: 8, fsync: 1, ftruncate: 1, unlink: 1, rename: 1, write: 16 }
const LEDGER = 'qa_runs.duckdb'

/** @param plan.every of how many calls of a kind one is taken  @param plan.first where that begins, from 1 */
export async function killedInCheckpoints(
  folder: string,
  { every, first }: { every: number; first: number },
  progress: Progress,
): Promise<Outcome> {
  const full = join(folder, 'nearly full')
  mkdirSync(full)
  const before = await nearlyFull(join(full, LEDGER))
  const logMb = Math.round(statSync(join(full, `${LEDGER}.wal`)).size / 2 ** 20)
  const kills: Record<string, number> = {}
  const faults: string[] = []
  for (const [call, stride] of Object.entries(CALLS))
    for (let nth = first, met = true; met; nth += every * stride) {
      const own = join(folder, 'own')
      cpSync(full, own, { recursive: true })
      const killed = await killedAt(join(own, LEDGER), call, nth, before)
      faults.push(...killed.faults.map((fault) => `killed at ${call} ${nth}: ${fault}`))
      rmSync(own, { recursive: true })
      met = killed.met
      if (met) kills[call] = (kills[call] ?? 0) + 1
      else progress(`${kills[call] ?? 0} kills at ${call}, ${faults.length} faults`)
    }
  return { figures: { 'log before, MB': logMb, ...kills }, faults }
}

/** @returns the last seq that was said to be stored */
async function nearlyFull(ledgerFile: string): Promise<number> {
  const { child, stdout } = await spawnProgram('ledger', [ledgerFile, 'table-complete', '1', String(NEARLY)])
  let said = 0
  for await (const line of createInterface({ input: stdout })) said = Number(line)
  child.kill('SIGKILL')
  return said
}

async function killedAt(ledgerFile: string, call: string, nth: number, before: number) {
  let said = before
  const { met, faults } = await killedAtCall(
    ['ledger', [ledgerFile, 'none', '1', String(MORE), 'waits']],
    { call, nth },
    (line) => {
      said = Number(line)
    },
  )
  return { met, faults: [...faults, ...(await ledgerFaults(ledgerFile, said))] }
}
