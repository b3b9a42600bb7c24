// Reports answer from one snapshot, and no damage to what is published ever becomes a figure.
import { execFileSync } from 'node:child_process'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { MANIFEST_FILE } from '../../functions/published/manifest.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, productIn, reportsIn } from '../support/in-process.ts'
import { manifestIn, published, publishTogether } from '../support/published.ts'
import { flipBit } from '../support/sabotage.ts'
import { waitFor } from '../support/wait-for.ts'

/** Longer than a look at the manifest serves others. */
const LOOK_MS = 20

describe('a report', () => {
  it('carries the snapshot it was computed from, in header, body and ETag', async () => {
    const { app, post, json } = await productIn()
    await post(event())
    await json('/analytics/summary', { 'X-Min-Seq': '1' })
    for (const path of [
      '/analytics/summary',
      '/analytics/latency',
      '/analytics/policies',
      '/analytics/experiment',
      '/events/stats',
      '/events/recent',
    ]) {
      const response = await app.request(path)
      expect([response.status, response.headers.get('x-as-of-seq')]).toEqual([200, '1'])
      expect(await response.json()).toMatchObject({ as_of: { seq: 1, published_at: expect.any(String) } })
      const again = await app.request(path, {
        headers: { 'If-None-Match': response.headers.get('etag') ?? '' },
      })
      expect(again.status).toBe(304)
    }
  })

  it('with X-Min-Seq waits until that event is published', async () => {
    const { app, json, folder } = await productIn()
    await publishTogether(app, folder, [event(), event()]) // nothing else is left to do in the time that it waits
    const waiting = json('/analytics/summary', { 'X-Min-Seq': '3' })
    await postTo(app, event())
    expect(await waiting).toMatchObject({ total_events: 3 })
    const page = app.request('/reports', { headers: { 'X-Min-Seq': '4' } })
    await postTo(app, event())
    expect((await page).headers.get('x-as-of-seq')).toBe('4')
  })

  it('with X-Min-Seq for an event that never comes is 503 with Retry-After, after two seconds at most', async () => {
    const { app, post } = await productIn()
    await post(event())
    const response = await app.request('/analytics/summary', { headers: { 'X-Min-Seq': '99' } })
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
      503,
      '1',
      expect.objectContaining({ type: '/problems/snapshot-behind' }),
    ])
    expect((await app.request('/analytics/summary', { headers: { 'X-Min-Seq': 'soon' } })).status).toBe(400)
  })
})

describe('two instances over one folder', () => {
  it('never go back for a client that asks now this one, now that one, however long a look at the files takes', async () => {
    const { folder, post, stopWriter } = await productIn()
    const manifest = published(folder, MANIFEST_FILE)
    await post(event())
    await waitFor('event 1 to be published', () => manifestIn(folder).watermark === 1)
    const older = readFileSync(manifest)
    await post(event())
    await stopWriter()
    const newer = readFileSync(manifest)
    const { reader } = await reportsIn(folder)

    // A pipe is a file whose reading takes as long as one likes.
    rmSync(manifest)
    execFileSync('mknod', [manifest, 'p'])
    const first = reader.current()
    const pipe = await open(manifest, 'w') // resolves when the instance reads
    writeFileSync(`${manifest}.tmp`, newer)
    renameSync(`${manifest}.tmp`, manifest)
    // Another instance could answer from event 2 now, and its client ask this one next.
    await sleep(LOOK_MS)
    const second = reader.current()
    await pipe.writeFile(older)
    await pipe.close()
    expect((await first)?.asOf.seq).toBe(1)
    expect((await second)?.asOf.seq).toBe(2)
  })
})

describe('where nothing was ever published', () => {
  it('JSON says so with 503, and the page says what to do', async () => {
    const { app } = await reportsIn(testFolder())
    const response = await app.request('/analytics/summary')
    expect([response.status, await response.json()]).toEqual([
      503,
      expect.objectContaining({ type: '/problems/not-initialised', title: 'Database not initialised yet' }),
    ])
    const page = await app.request('/reports')
    const html = await page.text()
    expect([page.status, html.includes('Database not initialised yet'), html.includes('npm start')]).toEqual([
      200,
      true,
      true,
    ])
    expect((await app.request('/health')).status).toBe(503)
  })
})

describe('a damaged publication', () => {
  it('never becomes a figure: an altered rollup keeps the last good snapshot', async () => {
    const { post, json, stopWriter, folder } = await productIn()
    await post(event())
    await json('/analytics/summary', { 'X-Min-Seq': '1' })
    await post(event())
    await json('/analytics/summary', { 'X-Min-Seq': '2' })
    await stopWriter()
    const [first] = manifestIn(folder).segments
    flipBit(published(folder, first?.rollup.name ?? ''))
    expect(await json('/analytics/summary')).toMatchObject({ total_events: 2 }) // checked when it was first seen
    const newcomer = await reportsIn(folder)
    expect((await newcomer.app.request('/analytics/summary')).status).toBe(503)
    expect((await newcomer.app.request('/health')).status).toBe(503)
  })

  it('fails only where it is: with an altered segment the rows are refused, the sums stand', async () => {
    const { post, json, stopWriter, folder } = await productIn()
    await post(event())
    await json('/analytics/summary', { 'X-Min-Seq': '1' })
    await stopWriter()
    flipBit(published(folder, manifestIn(folder).segments[0]?.events.name ?? ''))
    const { app, json: newcomer } = await reportsIn(folder)
    expect(await newcomer('/analytics/summary')).toMatchObject({ total_events: 1 })
    const rows = await app.request('/events/recent')
    expect([rows.status, await rows.json()]).toEqual([
      503,
      expect.objectContaining({ type: '/problems/snapshot-unreadable' }),
    ])
    const page = await app.request('/reports')
    const html = await page.text()
    expect([page.status, html.includes('The published files cannot be read'), html.includes('320')]).toEqual([
      200,
      true,
      true,
    ])
  })

  it('is not seen while the manifest is garbage: the last good snapshot stays', async () => {
    const { post, json, stopWriter, folder } = await productIn()
    await post(event())
    await json('/analytics/summary', { 'X-Min-Seq': '1' })
    await stopWriter()
    writeFileSync(published(folder, MANIFEST_FILE), '{"format":')
    expect(await json('/analytics/summary')).toMatchObject({ total_events: 1, as_of: { seq: 1 } })
  })
})

describe('a file that is gone', () => {
  it('makes a reader look at the manifest again and answer from the next snapshot', async () => {
    const { post, json, reader, stopWriter, folder } = await productIn()
    await post(event({ agent_draft: 'the one' }))
    await json('/analytics/summary', { 'X-Min-Seq': '1' })
    await stopWriter()
    const manifest = manifestIn(folder)
    const segment = manifest.segments[0]
    if (!segment) throw new Error('nothing published')
    // What collection and a merge do, between a reader's look at the manifest and its query.
    const moved = {
      ...segment,
      events: { ...segment.events, name: segment.events.name.replace('events-', 'events-9') },
    }
    let looks = 0
    const rows = await reader.answer(async (snapshot) => {
      looks += 1
      if (looks === 1) {
        renameSync(published(folder, segment.events.name), published(folder, moved.events.name))
        writeFileSync(
          published(folder, MANIFEST_FILE),
          JSON.stringify({ ...manifest, version: 9, segments: [moved] }),
        )
      }
      return snapshot.events('SELECT agent_draft FROM events', snapshot.manifest.segments, {})
    })
    expect([looks, rows]).toEqual([2, [{ agent_draft: 'the one' }]])
  })

  it('for good is a clear 503, not an empty answer', async () => {
    const { app, post, json, stopWriter, folder } = await productIn()
    await post(event())
    await json('/events/recent', { 'X-Min-Seq': '1' }) // so the file was checked, and is missed by the query itself
    await stopWriter()
    rmSync(published(folder, manifestIn(folder).segments[0]?.events.name ?? ''))
    const response = await app.request('/events/recent')
    expect([response.status, await response.json()]).toEqual([
      503,
      expect.objectContaining({ type: '/problems/snapshot-unreadable' }),
    ])
  })
})
