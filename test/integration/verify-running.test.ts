// `npm run verify` beside a running writer: it asks the writer, and is not confused by what goes on meanwhile.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listen } from '../../functions/local/http-server.ts'
import { openDuck } from '../../functions/write/ledger/duck.ts'
import { livingHolder, takeLockFile } from '../../functions/write/ledger/lock-file.ts'
import type { LedgerSide } from '../../functions/write/verify/ledger-side.ts'
import { prove } from '../../functions/write/verify/prove.ts'
import { askRunningLedger } from '../../functions/write/verify/running-ledger.ts'
import { startClients } from '../support/clients.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, silent } from '../support/in-process.ts'
import { once } from '../support/once.ts'
import { allFiles, manifestIn, publishEach } from '../support/published.ts'
import { flipBit, makeManifestAgree, rewrite } from '../support/sabotage.ts'
import { runVerify, verifyHere } from '../support/verify.ts'
import { waitFor } from '../support/wait-for.ts'

describe('npm run verify beside a running writer', () => {
  it('finds nothing while clients post and files are merged away, again and again', async () => {
    const { folder, ledgerFile } = await productIn(testFolder(), { publishIntervalMs: 1, retiredForMs: 1 })
    const holder = livingHolder(ledgerFile)
    const clients = startClients(holder?.url as string, 4)
    const stop = once(() => clients.stop())
    onTestFinished(stop)
    await waitFor('merges', () => manifestIn(folder).coarse.length > 0 && manifestIn(folder).watermark > 200)
    const version = manifestIn(folder).version
    for (let round = 0; round < 3; round += 1) {
      const atStart = Math.max(...clients.acknowledged.map(({ seq }) => seq))
      const { code, output, errors } = await runVerify(folder, '--json')
      expect([code, errors, output]).toEqual([0, '', expect.stringContaining('"writer":"running"')])
      expect(JSON.parse(output).events).toBeGreaterThanOrEqual(atStart)
    }
    expect(manifestIn(folder).version).toBeGreaterThan(version)
    await stop()
    expect(Object.keys(clients.statuses)).toEqual(['200'])
  })

  it('goes on with the newest snapshot when a merge takes the files of the older one away', async () => {
    const folder = testFolder()
    const options = { publishIntervalMs: 1, retiredForMs: 1 }
    const { writer, publishedDir, ledgerFile } = await productIn(folder, options)
    await publishEach(writer.app, folder, Array(15).fill(event()))
    const before = allFiles(manifestIn(folder)).map(({ name }) => join(publishedDir, name))
    const running = (await askRunningLedger(ledgerFile)) as LedgerSide
    let merged = false
    const ledger: LedgerSide = {
      ...running,
      async digests(digested) {
        if (!merged) {
          await publishEach(writer.app, folder, Array(10).fill(event()))
          await waitFor('a merge', () => before.slice(0, 6).every((path) => !existsSync(path)))
          merged = true
        }
        return running.digests(digested)
      },
    }
    const duck = await openDuck({ temporary: join(folder, 'tmp'), threads: 1, memory: '100MB' })
    onTestFinished(duck.close)
    const verdict = await prove(
      ledger,
      { directory: publishedDir, connect: duck.connect, holdsMore: null },
      () => {},
    )
    expect(verdict).toMatchObject({ writer: 'running', differences: [], remarks: [] })
    expect([merged, verdict.events >= 15, verdict.segments < 15]).toEqual([true, true, true])
  })

  it('waits until what the writer held at the start is published', async () => {
    const folder = testFolder()
    const { writer } = await productIn(folder, { publishIntervalMs: 1_500 })
    for (let n = 0; n < 3; n += 1) await postTo(writer.app, event())
    const { code, output } = await verifyHere(folder, '--json')
    expect([code, JSON.parse(output)]).toEqual([0, expect.objectContaining({ events: 3, writer: 'running' })])
  })

  it('names what was altered or removed', async () => {
    const folder = testFolder()
    const { writer, publishedDir } = await productIn(folder, { lookMs: 1e9 }) // or the writer would mend it first
    await postTo(writer.app, event())
    await waitFor('publication', () => manifestIn(folder).watermark === 1)
    const name = manifestIn(folder).segments[0]?.events.name as string
    flipBit(join(publishedDir, name), 50)
    expect(await runVerify(folder)).toEqual({
      code: 1,
      output: '',
      errors: `${join(publishedDir, name)}: altered, its checksum is not the manifest's\n`,
    })
    flipBit(join(publishedDir, name), 50)
    await rewrite(
      folder,
      name,
      'SELECT * REPLACE (latency_ms + 0 AS latency_ms, 9 AS session_drafts) FROM stored',
    )
    makeManifestAgree(folder)
    expect((await verifyHere(folder)).errors).toContain(
      `event 1: the ledger and ${name} do not say the same\n`,
    )
    rmSync(join(publishedDir, name))
    expect(await verifyHere(folder)).toMatchObject({
      code: 1,
      errors: `${join(publishedDir, name)}: missing\n`,
    })
  })

  it('says that nothing is proven when the writer does not answer', async () => {
    const { folder, writer, ledgerFile } = await productIn()
    const gone = await listen(() => new Response(), { host: '127.0.0.1', port: 0, log: silent })
    await gone.drain()
    writer.announce(gone.url)
    expect(await verifyHere(folder)).toEqual({
      code: 1,
      output: '',
      errors: `The writer (process ${livingHolder(ledgerFile)?.pid}) does not answer: ECONNREFUSED. Nothing is proven; run npm run verify again.\n`,
    })
  })

  it('names the process that holds the ledger and answers no questions: exit 3', async () => {
    const folder = testFolder()
    const ledgerFile = join(folder, 'qa_runs.duckdb')
    const lock = takeLockFile(ledgerFile)
    onTestFinished(lock.release)
    expect(await runVerify(folder)).toMatchObject({
      code: 3,
      output: '',
      errors: expect.stringContaining(`The ledger ${ledgerFile} is held by process ${process.pid}.`),
    })
  })

  it('has no answer for anybody without the token, nor for a question without bounds', async () => {
    const { ledgerFile } = await productIn()
    const { url, token } = livingHolder(ledgerFile) as { url: string; token: string }
    const ask = async (authorization: string, question: object) => {
      const answer = await fetch(`${url}/verify/digests`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(question),
      })
      return [answer.status, ((await answer.json()) as { type?: string }).type]
    }
    const question = { first: 1, last: 10, step: 10 }
    expect(await ask('', question)).toEqual([401, '/problems/unauthorized'])
    expect(await ask(`Bearer ${token}x`, question)).toEqual([401, '/problems/unauthorized'])
    expect(await ask(`Bearer ${token}`, question)).toEqual([200, undefined])
    for (const wrong of [{ last: 500_001 }, { first: 11 }, { last: 500_000, step: 499 }, { step: 0 }])
      expect(await ask(`Bearer ${token}`, { ...question, ...wrong })).toEqual([
        400,
        '/problems/invalid-parameter',
      ])
  })
})
