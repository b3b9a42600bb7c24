// The real processes under a small load, and what may befall them.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startClients } from '../support/clients.ts'
import { rowsOf } from '../support/duck.ts'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { event, productIn } from '../support/in-process.ts'
import { judge } from '../support/oracle.ts'
import { ownProduct } from '../support/own-product.ts'
import { type Product, runToEnd, startProduct } from '../support/product.ts'
import { waitFor } from '../support/wait-for.ts'

const status = async (url: string) => (await fetch(url)).status

describe('the writer process', () => {
  it('killed while most of what it acknowledged lies in its journal alone loses none of it', async () => {
    const folder = testFolder()
    const product = await ownProduct({ DATA_DIR: folder, PUBLISH_INTERVAL_MS: '60000' })
    const clients = startClients(product.url, 4)
    await waitFor('events to be acknowledged', () => clients.acknowledged.length > 100)
    process.kill(product.children('writer')[0] as number, 'SIGKILL')
    await clients.stop()
    await waitFor('the writer to be back', async () => (await status(`${product.url}/health`)) === 200)
    expect(await product.stop()).toBe(0)
    await judge(folder, clients.acknowledged)
  })
})

describe('a running product', () => {
  const folder = sharedFolder()
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ DATA_DIR: folder })
  })
  afterAll(() => product.stop())

  it('keeps its ledger to itself: another process cannot even open it to read, and the reports answer meanwhile', async () => {
    // Commits, checks of its health, publications and merges: none of them may open and close the file, which would
    // drop the lock without a word.
    const clients = startClients(product.url, 4)
    await waitFor('a merge', () =>
      readFileSync(join(folder, 'published/manifest.json'), 'utf8').includes('retired_at'),
    )
    await clients.stop()
    await expect(rowsOf(join(folder, 'qa_runs.duckdb'), 'SELECT 1')).rejects.toThrow(
      `(PID ${product.children('writer')[0]})`,
    )
    expect(await status(`${product.url}/reports`)).toBe(200)
  })

  it('is the only one on its ledger: a second one is refused with one line that names the holder, exit 3', async () => {
    const second = await runToEnd({ DATA_DIR: folder, PORT: '0' })
    const line = `The ledger ${join(folder, 'qa_runs.duckdb')} is held by process ${product.children('writer')[0]}.`
    expect(second).toEqual({ code: 3, output: '', errors: expect.stringMatching(/^[^\n]+\n$/) })
    expect(second.errors).toContain(line)
  })

  it('is the only one at its port: a second one says so, exit 1', async () => {
    const port = new URL(product.url).port
    expect(await runToEnd({ DATA_DIR: testFolder(), PORT: port })).toEqual({
      code: 1,
      output: '',
      errors: `Port ${port} on 127.0.0.1 is in use by another program. Stop that program, or set another port.\n`,
    })
  })

  it('is not disturbed by clients that go away in the middle of a request: no incident, and exit 0 at its end', async () => {
    const { hostname, port } = new URL(product.url)
    const head = 'POST /events/coach HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
    for (const rest of [
      'Content-Length: 100\r\n\r\n{"event":',
      'Transfer-Encoding: chunked\r\n\r\n5\r\n{"eve\r\n',
    ]) {
      const socket = connect(Number(port), hostname)
      await new Promise((resolve) => socket.write(head + rest, resolve))
      socket.destroy()
    }
    expect(await status(`${product.url}/reports`)).toBe(200)
    expect(await product.stop()).toBe(0)
    expect(product.errors()).toBe('')
  })
})

describe('kept away from the writer', () => {
  it('a report machine answers reports and refuses events with Retry-After', async () => {
    const { folder, post, stopWriter } = await productIn()
    const [{ seq } = { seq: 0 }] = await post(event())
    await stopWriter()
    const reports = await ownProduct({ DATA_DIR: folder, ROLE: 'report' })
    const summary = await fetch(`${reports.url}/analytics/summary`, { headers: { 'X-Min-Seq': String(seq) } })
    expect([summary.status, await summary.json()]).toEqual([
      200,
      expect.objectContaining({ total_events: seq }),
    ])
    const refused = await fetch(`${reports.url}/events/coach`, { method: 'POST', body: '{}' })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  })
})

describe('a report instance', () => {
  it('that is killed comes back, and the other one answers meanwhile', async () => {
    const product = await ownProduct({ DATA_DIR: testFolder(), REPORT_INSTANCES: '2' })
    const instances = product.children('report')
    expect(instances).toHaveLength(2)
    process.kill(instances[0] as number, 'SIGKILL')
    await waitFor('its death', () => !product.children('report').includes(instances[0] as number))
    expect(await status(`${product.url}/reports`)).toBe(200)
    await waitFor('its successor', () => product.children('report').length === 2)
  })
})

describe('SIGTERM', () => {
  it.each(['all', 'write'])(
    'ends ROLE=%s in order: no request is cut, no event is lost, exit 0',
    async (ROLE) => {
      const folder = testFolder()
      const product = await ownProduct({ DATA_DIR: folder, ROLE })
      const clients = startClients(product.url || product.writerUrl(), 8)
      await waitFor('a load', () => clients.acknowledged.length > 100)
      const code = product.stop()
      await waitFor('the port to close', () => (clients.statuses.cut ?? 0) > 8)
      await clients.stop()
      expect(await code).toBe(0)
      // After the port is closed a client is refused; before that, each was answered.
      expect(Object.keys(clients.statuses).sort()).toEqual(['200', 'cut'])
      await judge(folder, clients.acknowledged)
      const stored = await rowsOf(
        join(folder, 'qa_runs.duckdb'),
        'SELECT count(*)::DOUBLE AS n FROM coach_events',
      )
      expect(stored).toEqual([{ n: clients.acknowledged.length }]) // nothing was stored whose answer was cut off
    },
  )
})

describe('a supervisor that is killed', () => {
  it('takes its children along, and the next start finds everything', async () => {
    const folder = testFolder()
    const first = await startProduct({ DATA_DIR: folder })
    const clients = startClients(first.url, 2)
    await waitFor('events', () => clients.acknowledged.length > 20)
    first.signal('SIGKILL')
    await clients.stop()
    const second = await ownProduct({ DATA_DIR: folder })
    expect(await second.stop()).toBe(0)
    await judge(folder, clients.acknowledged)
  })
})

describe('a start that cannot succeed', () => {
  it('with a bad setting says which, exit 2, before anything is opened', async () => {
    expect(await runToEnd({ DATA_DIR: '/nonexistent', PORT: 'http' })).toEqual({
      code: 2,
      output: '',
      errors: 'PORT=http: PORT must be a port number\n',
    })
  })
})
