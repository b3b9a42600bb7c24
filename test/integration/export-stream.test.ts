// How exports stream: at the client's pace, whole or broken, and leaving nothing behind.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { listen } from '../../functions/local/http-server.ts'
import { Problem } from '../../functions/problem.ts'
import { Snapshot } from '../../functions/report/snapshot/snapshot.ts'
import { rowsOfNdjson, rowsOfParquet } from '../support/exported.ts'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { event, openWriter, reportsIn, silent, writerIn } from '../support/in-process.ts'
import { manifestIn, publishEach, published } from '../support/published.ts'
import { flipBit } from '../support/sabotage.ts'
import { waitFor } from '../support/wait-for.ts'

const few = { window: 4, part: 1, textRows: 2, parquetRows: 2, concurrent: 1 }

/** A folder with `count` events, published in as many segments as there were commits, and its running writer. */
async function eventsIn(count: number, options: Parameters<typeof writerIn>[1] = {}) {
  const folder = testFolder()
  const writer = await writerIn(folder, { publishIntervalMs: 1, ...options })
  const publish = (events: number) => publishEach(writer.app, folder, Array(events).fill(event()))
  await publish(count)
  return { folder, writer, publish }
}

const seqsOf = (text: string) => rowsOfNdjson(text).map(({ seq }) => seq)
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

/** What is left of a body. */
async function rest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Buffer> {
  const pieces = []
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value)
  return Buffer.concat(pieces)
}

const isOver = async (app: Awaited<ReturnType<typeof reportsIn>>['app']) => {
  const response = await app.request('/export/events.ndjson')
  await response.text()
  return response.status === 200
}

/** Twenty events, published one by one, which the tests that only read them share. */
const twenty = sharedFolder()
beforeAll(async () => {
  const writer = await openWriter(twenty, { publishIntervalMs: 1 })
  await publishEach(writer.app, twenty, Array(20).fill(event()))
  await writer.stop()
})
const reportsOfTwenty = (bounds: object = few) => reportsIn(twenty, 'none', bounds)

describe('an export', () => {
  it.each(['ndjson', 'parquet'])(
    'as %s is whole although segments are merged and deleted meanwhile',
    async (format) => {
      const { folder, publish } = await eventsIn(12, { retiredForMs: 1 })
      const { app } = await reportsIn(folder, 'none', few)
      const response = await app.request(`/export/events.${format}`)
      const reader = (response.body as ReadableStream<Uint8Array>).getReader()
      const first = (await reader.read()).value as Uint8Array
      const newest = published(folder, manifestIn(folder).segments.at(-1)?.events.name ?? '')
      await waitFor('the newest segment of the beginning to be merged and deleted', async () => {
        await publish(1)
        return !existsSync(newest)
      })
      const body = Buffer.concat([first, await rest(reader)])
      const seqs =
        format === 'ndjson'
          ? seqsOf(body.toString())
          : (await rowsOfParquet(new Uint8Array(body).buffer, folder)).map(({ seq }) => seq)
      expect([response.headers.get('x-as-of-seq'), seqs]).toEqual(['12', upTo(12)])
    },
  )

  it('asks for nothing more while its client takes nothing, and goes on when it does', async () => {
    const { app, reader, json } = await reportsOfTwenty()
    const asked = vi.spyOn(reader, 'answer')
    const response = await app.request('/export/events.ndjson')
    const body = (response.body as ReadableStream<Uint8Array>).getReader()
    const beforeAnyRead = asked.mock.calls.length
    for (let n = 0; n < 5; n += 1) await json('/events/recent')
    expect(asked.mock.calls.length - beforeAnyRead).toBe(5)
    const { value } = await body.read()
    await waitFor('the next chunk to be made', () => asked.mock.calls.length - beforeAnyRead > 5)
    for (let n = 0; n < 5; n += 1) await json('/events/recent')
    const oneAhead = asked.mock.calls.length
    for (let n = 0; n < 5; n += 1) await json('/events/recent')
    expect(asked.mock.calls.length - oneAhead).toBe(5)
    expect(seqsOf(`${Buffer.from(value as Uint8Array)}${await rest(body)}`)).toEqual(upTo(20))
  })

  it('looks at less at once where a look takes too long, and passes over nothing', async () => {
    const { app } = await reportsOfTwenty({ ...few, window: 16 })
    const { exportEvents } = Snapshot.prototype
    const refused: bigint[] = []
    const slow = vi.spyOn(Snapshot.prototype, 'exportEvents').mockImplementation(function (
      this: Snapshot,
      ...asked
    ) {
      const [sql, , values] = asked
      const { first, last } = values as { first: bigint; last: bigint }
      if (!sql.includes('AS bytes') || last - first < 4n) return exportEvents.apply(this, asked)
      refused.push(last - first + 1n)
      return Promise.reject(new Problem('report-too-slow'))
    })
    onTestFinished(() => slow.mockRestore())
    expect(seqsOf(await (await app.request('/export/events.ndjson')).text())).toEqual(upTo(20))
    expect(refused[0]).toBe(16n)
  })

  it.each(['ndjson', 'csv', 'parquet'])(
    'as %s gives its place back when its client goes away',
    async (format) => {
      const { app, reader } = await reportsOfTwenty()
      const server = await listen(app.fetch, { host: '127.0.0.1', port: 0, log: silent })
      // A client that has not read: what it has asked for is under way, and its place taken.
      const held = await app.request(`/export/events.${format}`)
      const refused = await fetch(`http://127.0.0.1:${server.port}/export/events.csv`)
      expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
        503,
        '1',
        expect.objectContaining({ type: '/problems/reports-busy' }),
      ])
      await held.body?.cancel()
      expect(await isOver(app)).toBe(true)
      const answered = await new Promise<IncomingMessage>((resolve) =>
        get(`http://127.0.0.1:${server.port}/export/events.${format}`, resolve),
      )
      answered.destroy()
      await waitFor('its place', () => isOver(app))
      const { directory } = reader.scratch
      expect(existsSync(directory) ? readdirSync(directory) : []).toEqual([])
      await server.drain()
    },
  )

  it('that nobody waits for any more before it begins gives its place back', async () => {
    const { app } = await reportsOfTwenty()
    const gone = new AbortController()
    const asking = app.request('/export/events.ndjson', { signal: gone.signal })
    gone.abort()
    await asking
    expect(await isOver(app)).toBe(true)
  })

  it('is broken off when its client takes nothing for too long', async () => {
    const { app } = await reportsOfTwenty({ ...few, stallMs: 50 })
    const stalled = (await app.request('/export/events.ndjson')).body?.getReader()
    await stalled?.read()
    await waitFor('its place', () => isOver(app))
    await expect(stalled?.read()).rejects.toThrow('took nothing')
  })

  it('is broken off, not ended, when its instance stops', async () => {
    const { app, stop } = await reportsOfTwenty()
    const response = await app.request('/export/events.csv')
    stop()
    await expect(response.text()).rejects.toThrow('This instance is stopping')
    expect((await app.request('/export/events.csv')).status).toBe(503)
  })

  it('breaks its connection where a segment is damaged, and refuses when that is at once', async () => {
    const { folder, writer } = await eventsIn(6)
    await writer.stop()
    const last = manifestIn(folder).segments.at(-1)
    const path = published(folder, last?.events.name ?? '')
    flipBit(path, 100)
    const { app } = await reportsIn(folder, 'none', { ...few, window: 1, widestWindow: 1 })
    const server = await listen(app.fetch, { host: '127.0.0.1', port: 0, log: silent })
    const url = `http://127.0.0.1:${server.port}/export/events`
    for (const format of ['csv', 'ndjson', 'parquet']) {
      const response = await fetch(`${url}.${format}`)
      expect(response.status).toBe(200)
      await expect(response.arrayBuffer()).rejects.toThrow('terminated')
    }
    const refused = await fetch(`${url}.csv?after_seq=${(last?.first_seq ?? 0) - 1}`)
    expect([refused.status, await refused.json()]).toEqual([
      503,
      expect.objectContaining({ type: '/problems/snapshot-unreadable' }),
    ])
    rmSync(path)
    expect((await fetch(`${url}.parquet?after_seq=${(last?.first_seq ?? 0) - 1}`)).status).toBe(503)
    await server.drain()
  })
})
