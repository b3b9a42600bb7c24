// kill -9 at each step of publishing, under clients and a reader.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { listen } from '../../functions/local/http-server.ts'
import { PUBLISH_STEPS } from '../../functions/write/publish/steps.ts'
import { startClients, startReader } from '../support/clients.ts'
import { testFolder } from '../support/folder.ts'
import { reportsIn, silent, writerIn } from '../support/in-process.ts'
import { judge } from '../support/oracle.ts'
import { waitFor } from '../support/wait-for.ts'

const program = fileURLToPath(new URL('../support/writer-until-step.ts', import.meta.url))

/** Starts a writer that will die at the step; resolves with its address and its death. */
async function doomedWriter(folder: string, step: string, nth: number) {
  const child = spawn(process.execPath, ['--import', 'tsx/esm', program, folder, step, String(nth)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const died = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const [port] = await once(child.stdout, 'data')
  return { url: `http://127.0.0.1:${String(port).trim()}`, died }
}

// The first time a step is met it publishes one event; the tenth time it makes a coarse rollup, the 21st it merges.
// Deleted are first merged segments with an older coarse rollup, then such a rollup alone, and so on in turns.
describe.each([
  [1, PUBLISH_STEPS],
  [10, ['segment-written', 'manifest-named']],
  [2, ['retired-deleted']],
  [21, ['segment-written', 'segment-named', 'manifest-synced', 'manifest-named']],
] as const)('a writer killed when it meets, for time %i, the step', (nth, steps) => {
  it.each(steps)('%s loses nothing, doubles nothing and leaves no stray file', async (step) => {
    const folder = testFolder()
    const doomed = await doomedWriter(folder, step, nth)
    const reports = await reportsIn(folder)
    const server = await listen(reports.app.fetch, { host: '127.0.0.1', port: 0, log: silent })
    const reader = startReader(`http://127.0.0.1:${server.port}`, '/analytics/summary')
    const clients = startClients(doomed.url, 2)
    expect(await doomed.died).toEqual([null, 'SIGKILL'])
    await clients.stop()
    expect(clients.acknowledged.length).toBeGreaterThan(0)

    const successor = await writerIn(folder)
    const last = Math.max(...clients.acknowledged.map(({ seq }) => seq))
    await waitFor('the rest to be published', async () => {
      const { as_of } = await reports.json('/analytics/summary')
      return as_of.seq >= last
    })
    await reader.stop()
    await server.drain()
    expect([reader.failures, reader.answers() > 0]).toEqual([[], true])
    await successor.stop()
    await judge(folder, clients.acknowledged)
  })
})
