// kill -9 at each step of publishing, under clients and a reader.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../../functions/local/http-server.ts'
import { PUBLISH_STEPS } from '../../functions/write/publish/steps.ts'
import { built } from '../support/built.ts'
import { type Acknowledged, startClients, startReader } from '../support/clients.ts'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { event, openWriter, reportsIn, silent, writerIn } from '../support/in-process.ts'
import { judge } from '../support/oracle.ts'
import { publishEach } from '../support/published.ts'
import { waitFor } from '../support/wait-for.ts'

/** Starts a writer that will die at the step; resolves with its address and its death. */
async function doomedWriter(folder: string, step: string, nth: number) {
  const program = await built('test/support/writer-until-step.ts')
  const child = spawn(process.execPath, [program, folder, step, String(nth)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const died = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const [port] = await once(child.stdout, 'data')
  return { url: `http://127.0.0.1:${String(port).trim()}`, died }
}

/** One segment each; with one or two more, all of them are summed up and merged. */
const drafts = Array.from({ length: 16 }, (_, n) => `draft ${n} before`)
const sixteen = sharedFolder()
let inSixteen: Acknowledged[]
beforeAll(async () => {
  const writer = await openWriter(sixteen, { publishIntervalMs: 1 })
  const events = drafts.map((agent_draft) => event({ agent_draft }))
  const receipts = await publishEach(writer.app, sixteen, events)
  inSixteen = receipts.map((receipt, n) => ({ ...receipt, agent_draft: drafts[n] as string }))
  await writer.stop()
})

// With nothing before, the first time a step is met it publishes one event. With sixteen segments the third time makes a
// coarse rollup and the fifth merges; deleted are first merged segments with an older coarse rollup, then such a rollup
// alone, and so on in turns.
describe.each([
  [0, 1, PUBLISH_STEPS.filter((step) => step !== 'retired-deleted')],
  [16, 3, ['segment-written', 'manifest-named']],
  [16, 5, ['segment-written', 'segment-named', 'manifest-synced', 'manifest-named']],
  [16, 1, ['retired-deleted']],
  [16, 2, ['retired-deleted']],
] as const)(
  'a writer of %i segments, killed when it meets, for time %i, the step',
  (segments, nth, steps) => {
    it.each(steps)('%s loses nothing, doubles nothing and leaves no stray file', async (step) => {
      const folder = testFolder()
      if (segments > 0) cpSync(sixteen, folder, { recursive: true })
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
      await judge(folder, [...(segments > 0 ? inSixteen : []), ...clients.acknowledged])
    })
  },
)
