// `npm run doctor`: what it says when all is well, and of each thing that can be wrong.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { diskOf } from '../../functions/cli/doctor/disk.ts'
import { doctorCommand } from '../../functions/cli/doctor/doctor-command.ts'
import { locksOn } from '../../functions/cli/doctor/file-locks.ts'
import { parseConfig } from '../../functions/config.ts'
import { diskSpace } from '../../functions/disk-space.ts'
import { listen } from '../../functions/local/http-server.ts'
import { inDuck } from '../support/duck.ts'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { event, productIn, reportsIn, silent } from '../support/in-process.ts'
import { type Product, runToEnd, startProduct } from '../support/product.ts'
import { manifestIn } from '../support/published.ts'
import { runHere } from '../support/run-here.ts'
import { makeManifestAgree, rewrite } from '../support/sabotage.ts'
import { waitFor } from '../support/wait-for.ts'

const post = async (url: string, more = {}) => {
  const body = JSON.stringify(event(more))
  const answer = await fetch(`${url}/events/coach`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  expect(answer.status).toBe(200)
}

async function serve(app: { fetch: (request: Request) => Response | Promise<Response> }): Promise<string> {
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0, log: silent })
  onTestFinished(() => server.drain())
  return server.url
}

/** The command in this process. @returns its exit code, and what is not well, by check */
async function doctor(settings: Record<string, string>, ...args: string[]) {
  const parsed = parseConfig(settings)
  if (!parsed.ok) throw new Error(parsed.lines.join())
  const said = await runHere((streams) =>
    doctorCommand(['--json', ...args], { ...parsed.config, streams, clock: Date.now }),
  )
  const { ok, findings } = JSON.parse(said.output)
  expect(ok).toBe(said.code === 0)
  return { code: said.code, findings: findings as { check: string; state: string; says: string }[] }
}
const faults = (found: Awaited<ReturnType<typeof doctor>>) =>
  Object.fromEntries(
    found.findings.filter(({ state }) => state === 'ill').map(({ check, says }) => [check, says]),
  )

describe('with a product that runs', () => {
  const folder = sharedFolder()
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ DATA_DIR: folder })
    for (let n = 0; n < 5; n += 1) await post(product.url, { policy_refs: ['ADV-6.2'] })
  })
  afterAll(() => product.stop())

  it('says a line about each thing, and ends with 0', async () => {
    const PORT = new URL(product.url).port
    const { code, output, errors } = await runToEnd({ DATA_DIR: folder, PORT }, ['functions/cli/doctor.ts'])
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    const [writer] = product.children('writer')
    expect(output.split('\n')).toEqual([
      `ok    ledger file: held by the writer, process ${writer}`,
      expect.stringMatching(/^ok {4}writer: ready at http:\/\/127\.0\.0\.1:\d+, event 5 is its last$/),
      expect.stringMatching(/^ok {4}snapshot: up to event 5, \d+ s old$/),
      expect.stringMatching(/^ok {4}disk: [\d.]+ GiB of [\d.]+ GiB free at /),
      expect.stringMatching(/^ok {4}disk of what is published: [\d.]+ GiB of [\d.]+ GiB free at /),
      expect.stringMatching(/^ok {4}figures: agree at 5 addresses on \d+ events$/),
      '',
    ])
  })

  it('names the address where nobody answers', async () => {
    const found = await doctor({ DATA_DIR: folder }, '--url', 'http://127.0.0.1:1')
    expect([found.code, faults(found)]).toEqual([
      1,
      {
        figures:
          'http://127.0.0.1:1 does not answer (nobody listens there): no report can be seen. Start it (npm start).',
      },
    ])
  })
})

it('says that the writer is down', async () => {
  const { folder, app, post, stopWriter } = await productIn()
  await post(event())
  await stopWriter()
  const found = await doctor({ DATA_DIR: folder }, '--url', await serve(app))
  expect([found.code, faults(found)]).toEqual([
    1,
    { writer: 'down: no process holds the ledger. Start it (npm start); events are refused meanwhile.' },
  ])
})

it('says that the snapshot is stale', async () => {
  const { folder, app, post } = await productIn(testFolder(), { publishIntervalMs: 60_000 })
  await post(event())
  await waitFor('a snapshot', () => manifestIn(folder).watermark === 1)
  await post(event())
  const found = await doctor({ DATA_DIR: folder }, '--url', await serve(app))
  expect([found.code, faults(found)]).toEqual([
    1,
    {
      snapshot: expect.stringMatching(
        /^stale: up to event 1, \d+ s old, while the writer has had event 2 for 5 s\. Its log says why publishing fails\.$/,
      ),
    },
  ])
})

it('names the stranger who holds the ledger’s file', async () => {
  const folder = testFolder()
  const ledger = join(folder, 'qa_runs.duckdb')
  await inDuck(ledger, async () => {
    const found = await doctor({ DATA_DIR: folder, ROLE: 'write' })
    expect(found.code).toBe(1)
    expect(faults(found)['ledger file']).toMatch(
      new RegExp(`^process ${process.pid} \\(.+\\) holds ${ledger} for writing and is not the writer`),
    )
  })
})

it('names the figures that disagree, and where each stands', async () => {
  const { folder, post, stop, stopWriter } = await productIn()
  await post(event(), event(), event())
  await waitFor('a snapshot', () => manifestIn(folder).watermark === 3)
  stop()
  await stopWriter()
  for (const { rollup } of manifestIn(folder).segments)
    await rewrite(
      folder,
      rollup.name,
      `SELECT * REPLACE (CASE measure WHEN 'latency' THEN 2 * n ELSE n END AS n) FROM stored`,
    )
  makeManifestAgree(folder)
  const { app } = await reportsIn(folder)
  const found = await doctor({ DATA_DIR: folder }, '--url', await serve(app))
  expect([found.code, faults(found).figures]).toEqual([
    1,
    'disagree. drafts with a latency: 3 (/analytics/summary), 6 (/analytics/latency), 6 (/analytics/latency, histogram). Do not trust the reports; npm run verify names the file.',
  ])
})

it.each([
  ['less than 5 % free', { bavail: 4, blocks: 100, bsize: 2 ** 40 }, 'ill'],
  ['less than a gibibyte free', { bavail: 99, blocks: 100, bsize: 10_000_000 }, 'ill'],
  ['more than both', { bavail: 6, blocks: 100, bsize: 2 ** 40 }, 'well'],
])('a disk with %s', (_, stat, state) => {
  expect(diskOf('disk', '/', (folder) => diskSpace(folder, () => stat))).toMatchObject({ state })
})

it('reads from the table of locks who holds a file', () => {
  const table = `1: POSIX  ADVISORY  WRITE 217 08:01:4711 1073741824 1073742335
2: FLOCK  ADVISORY  WRITE 9 08:01:4711 0 EOF
3: POSIX  ADVISORY  READ  218 00:2f:4711 0 EOF
4: POSIX  ADVISORY  WRITE 219 08:01:47110 0 EOF
`
  expect(locksOn(table, 4711)).toEqual([
    { pid: 217, kind: 'WRITE' },
    { pid: 218, kind: 'READ' },
  ])
})
