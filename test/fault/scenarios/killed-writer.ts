// A writer that dies at a named step under clients and a reader: the next one has every acknowledged event, publishes the
// rest by itself, and the reports never failed nor went back.
import { cpSync } from 'node:fs'
import { listen } from '../../../functions/local/http-server.ts'
import type { LedgerStep } from '../../../functions/write/ledger/steps.ts'
import { PUBLISH_STEPS, type PublishStep } from '../../../functions/write/publish/steps.ts'
import { type Acknowledged, startClients, startReader } from '../../support/clients.ts'
import { spawnProgram } from '../../support/doomed.ts'
import { event, openReports, openWriter, silent } from '../../support/in-process.ts'
import { judge } from '../../support/oracle.ts'
import { publishEach } from '../../support/published.ts'
import { waitFor } from '../../support/wait-for.ts'
import { deathFaults } from './killed-ledger.ts'

/** A folder of sixteen segments of one event each, and what was acknowledged of them. */
export type Sixteen = { folder: string; acknowledged: Acknowledged[] }

export async function fillSixteen(folder: string): Promise<Sixteen> {
  const drafts = Array.from({ length: 16 }, (_, n) => `draft ${n} before`)
  const writer = await openWriter(folder, { publishIntervalMs: 1 })
  const receipts = await publishEach(
    writer.app,
    folder,
    drafts.map((agent_draft) => event({ agent_draft })),
  )
  await writer.stop()
  return {
    folder,
    acknowledged: receipts.map((receipt, n) => ({ ...receipt, agent_draft: drafts[n] as string })),
  }
}

export type Killing = { step: PublishStep | LedgerStep; nth: number; from: 'nothing' | 'sixteen' }

const ofSegments = PUBLISH_STEPS.filter((step) => step !== 'retired-deleted')
/**
 * With nothing before, the first time a step is met it publishes one event. With sixteen segments the third time makes a
 * coarse rollup and the fifth merges; deleted are first merged segments with an older coarse rollup, then such a rollup
 * alone, and so on in turns.
 */
export const PUBLISH_KILLINGS = {
  publish: ofSegments.map((step): Killing => ({ step, nth: 1, from: 'nothing' })),
  coarsen: ofSegments.map((step): Killing => ({ step, nth: 3, from: 'sixteen' })),
  merge: ofSegments.map((step): Killing => ({ step, nth: 5, from: 'sixteen' })),
  collect: [1, 2].map((nth): Killing => ({ step: 'retired-deleted', nth, from: 'sixteen' })),
}

/** @param folder that is empty  @returns what was wrong, a sentence each */
export async function writerKilledAt(
  folder: string,
  { step, nth, from }: Killing,
  sixteen: Sixteen,
): Promise<string[]> {
  if (from === 'sixteen') cpSync(sixteen.folder, folder, { recursive: true })
  const { stdout, died } = await spawnProgram('writer', [folder, step, String(nth)])
  const port = new Promise<string>((resolve) => stdout.once('data', (data) => resolve(String(data).trim())))
  // Some steps come before the writer listens.
  const started = await Promise.race([port, died.then(() => null)])
  const clients = started === null ? null : startClients(`http://127.0.0.1:${started}`, 2)
  const reports = await openReports(folder)
  const server = await listen(reports.app.fetch, { host: '127.0.0.1', port: 0, log: silent })
  // Before there was a writer there are no reports.
  const reader = started === null ? null : startReader(server.url, '/analytics/summary')
  const faults: string[] = []
  const acknowledged = from === 'sixteen' ? [...sixteen.acknowledged] : []
  try {
    faults.push(...deathFaults(await died))
    await clients?.stop()
    if (clients?.acknowledged.length === 0 && step !== 'record-written')
      faults.push('nothing was acknowledged before')
    acknowledged.push(...(clients?.acknowledged ?? []))
    const successor = await openWriter(folder)
    try {
      const last = Math.max(0, ...acknowledged.map(({ seq }) => seq))
      await waitFor('the rest to be published', async () => {
        const { as_of } = await reports.json('/analytics/summary')
        return as_of.seq >= last
      })
    } finally {
      await successor.stop()
    }
    await judge(folder, acknowledged)
  } catch (error) {
    faults.push(String(error))
  } finally {
    await reader?.stop()
    await server.drain()
    await reports.close()
  }
  if (reader?.answers() === 0) faults.push('no report was answered')
  return [...faults, ...(reader?.failures ?? [])].map(
    (fault) => `killed at ${step}, time ${nth}, from ${from}: ${fault}`,
  )
}
