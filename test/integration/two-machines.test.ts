// Two folders and two ports that stand for two machines: one writes, the other reports from a copy of what is published.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { filesOf, MANIFEST_FILE, parseManifest } from '../../functions/published/manifest.ts'
import { testFolder } from '../support/folder.ts'
import { event } from '../support/in-process.ts'
import { ownProduct } from '../support/own-product.ts'
import { waitFor } from '../support/wait-for.ts'

/** Copies as the README says: first the files that a manifest lists, then that manifest; then what it no longer lists goes. */
function synchronise(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  if (!existsSync(join(from, MANIFEST_FILE))) return
  const draft = join(to, `${MANIFEST_FILE}.copy`)
  copyFileSync(join(from, MANIFEST_FILE), draft)
  const listed = filesOf(parseManifest(readFileSync(draft, 'utf8'))).map(({ name }) => name)
  for (const name of listed)
    if (!existsSync(join(to, name))) {
      copyFileSync(join(from, name), join(to, `${name}.copy`))
      renameSync(join(to, `${name}.copy`), join(to, name))
    }
  renameSync(draft, join(to, MANIFEST_FILE))
  for (const name of readdirSync(to))
    if (name.endsWith('.parquet') && !listed.includes(name)) rmSync(join(to, name))
}

function keepSynchronised(from: string, to: string): () => Promise<void> {
  let running = true
  const loop = (async () => {
    while (running) {
      try {
        synchronise(from, to)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // collected meanwhile: the next manifest says so
      }
      await sleep(20)
    }
  })()
  return async () => {
    running = false
    await loop
  }
}

it('reports of the second machine follow the first, hand events on to it, and stay when it is gone', async () => {
  const [first, second] = [testFolder(), testFolder()]
  const secret = 'a-secret-of-sixteen'
  const keys = { API_KEYS: `app:${secret}:write+read` }
  const writer = await ownProduct({ DATA_DIR: first, ROLE: 'write', ...keys })
  const stop = keepSynchronised(join(first, 'published'), join(second, 'published'))
  onTestFinished(stop)
  const reports = await ownProduct({
    ...{ DATA_DIR: second, ROLE: 'report', WRITER_URL: writer.writerUrl(), ...keys },
  })
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const post = async () => {
    const body = JSON.stringify(event())
    return fetch(`${reports.url}/events/coach`, { method: 'POST', headers, body })
  }
  const total = async () => {
    const answer = await fetch(`${reports.url}/analytics/summary`, { headers })
    return [answer.status, ((await answer.json()) as { total_events?: number }).total_events]
  }
  await waitFor('the writer to be seen', async () => (await post()).status === 200)
  const { seq } = (await (await post()).json()) as { seq: number }
  await waitFor('the second machine to follow', async () => (await total())[1] === seq)
  await writer.stop()
  await waitFor('events to be refused', async () => (await post()).status === 503)
  expect(await total()).toEqual([200, seq])
  const page = await fetch(`${reports.url}/reports`, { headers })
  expect([page.status, page.headers.get('x-as-of-seq')]).toEqual([200, String(seq)])
})
