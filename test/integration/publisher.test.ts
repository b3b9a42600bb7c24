// What publishing leaves in the folder: merged, tidied, damaged files healed, and nothing that is not listed.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MANIFEST_FILE, type Manifest } from '../../functions/published/manifest.ts'
import { testFolder } from '../support/folder.ts'
import { event, postTo, reportsIn, writerIn } from '../support/in-process.ts'
import { allFiles, manifestIn, publishEach, published } from '../support/published.ts'
import { flipBit } from '../support/sabotage.ts'
import { waitFor } from '../support/wait-for.ts'

const filesOf = (manifest: Manifest) =>
  [...allFiles(manifest), ...manifest.retired].map(({ name }) => name).sort()
const filesIn = (folder: string) =>
  readdirSync(published(folder))
    .filter((name) => name !== MANIFEST_FILE)
    .sort()

/** Files may come and go for a moment; then there are those that the manifest lists, and no others. */
const onlyListedFiles = (folder: string) =>
  waitFor('only listed files', () => filesIn(folder).join() === filesOf(manifestIn(folder)).join())

type Writer = Awaited<ReturnType<typeof writerIn>>

/** Publishes events one by one, each under a draft that names its number. */
const publishDrafts = (writer: Writer, folder: string, count: number) => {
  const { watermark } = manifestIn(folder)
  const drafts = Array.from({ length: count }, (_, n) => event({ agent_draft: `draft ${watermark + n + 1}` }))
  return publishEach(writer.app, folder, drafts)
}

describe('publishing', () => {
  it('says so when there is nothing yet: an empty manifest', async () => {
    const folder = testFolder()
    await writerIn(folder)
    expect(manifestIn(folder)).toMatchObject({ watermark: 0, segments: [] })
  })

  it('merges neighbours, so that live segments stay few, and every event stays published once', async () => {
    const folder = testFolder()
    const writer = await writerIn(folder, { publishIntervalMs: 1 })
    const { json } = await reportsIn(folder)
    await publishDrafts(writer, folder, 60)
    await waitFor('merging', () => manifestIn(folder).segments.length < 20)
    expect(await json('/events/recent?limit=1000', { 'X-Min-Seq': '60' })).toMatchObject({
      events: Array.from({ length: 60 }, (_, n) => ({ seq: 60 - n, agent_draft: `draft ${60 - n}` })),
    })
    expect(await json('/analytics/summary')).toMatchObject({ total_events: 60 })
  })

  it('merges while it works off a backlog: a ledger published anew never has more live segments than a report opens', async () => {
    const folder = testFolder()
    const first = await writerIn(folder)
    const batch = Array.from({ length: 140 }, () => event()) // 70 segments, were none merged
    await first.app.request('/events/coach/batch', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(batch),
    })
    await first.stop()
    rmSync(published(folder), { recursive: true })
    let most = 0
    await writerIn(folder, {
      maxSegmentRows: 2,
      publishIntervalMs: 1,
      atStep(step) {
        if (step === 'manifest-named') most = Math.max(most, manifestIn(folder).segments.length)
      },
    })
    await waitFor('everything to be published', () => manifestIn(folder).watermark === 140)
    expect(most).toBeLessThan(64)
    expect(manifestIn(folder).segments.reduce((sum, { rows }) => sum + rows, 0)).toBe(140)
  })

  it('deletes a file only when it has been unlisted for its time, and then leaves no other behind', async () => {
    const folder = testFolder()
    let [now, calendar] = [0, Date.now()]
    const clocks = { clock: () => calendar, elapsed: () => now }
    const writer = await writerIn(folder, { publishIntervalMs: 1, retiredForMs: 50, ...clocks })
    await publishDrafts(writer, folder, 20)
    await waitFor('merging to end', () => {
      const { retired, segments } = manifestIn(folder)
      return retired.length > 0 && segments.length < 9
    })
    await onlyListedFiles(folder)
    const { retired } = manifestIn(folder)
    expect(retired).not.toEqual([])
    calendar += 86_400_000 // says nothing of how long they are unlisted
    await publishDrafts(writer, folder, 2)
    expect(filesIn(folder)).toEqual(expect.arrayContaining(retired.map(({ name }) => name)))
    now += 50
    await waitFor('collection', () => manifestIn(folder).retired.length === 0)
    await onlyListedFiles(folder)
  })

  it.each(['events', 'rollup'] as const)(
    'never merges a damaged %s file: it publishes that range again from the ledger',
    async (kind) => {
      const folder = testFolder()
      const writer = await writerIn(folder, { publishIntervalMs: 1, retiredForMs: 1e9 })
      await publishDrafts(writer, folder, 5)
      const victim = published(folder, manifestIn(folder).segments[2]?.[kind].name as string)
      flipBit(victim)
      await publishDrafts(writer, folder, 20)
      await waitFor('merges', () => (manifestIn(folder).segments[0]?.rows as number) > 1)
      const { json } = await reportsIn(folder)
      expect(await json('/analytics/summary?from=2000-01-01')).toMatchObject({ total_events: 25 })
      expect(await json('/events/recent?limit=1000')).toMatchObject({
        events: Array.from({ length: 25 }, (_, n) => ({ seq: 25 - n, agent_draft: `draft ${25 - n}` })),
      })
    },
  )

  it('makes coarse rollups anew when one is damaged', async () => {
    const folder = testFolder()
    const writer = await writerIn(folder, { publishIntervalMs: 1, retiredForMs: 1e9 })
    await publishDrafts(writer, folder, 10)
    const coarse = await waitFor('a coarse rollup', () => manifestIn(folder).coarse[0])
    writeFileSync(published(folder, coarse.months.name), 'damaged')
    await publishDrafts(writer, folder, 20)
    await waitFor('another one', () => (manifestIn(folder).coarse[0]?.last_seq ?? 0) > coarse.last_seq)
    const { json } = await reportsIn(folder)
    expect(await json('/analytics/summary')).toMatchObject({ total_events: 30 })
  })

  it('removes at the start what a crash left: temporary files and files never listed', async () => {
    const folder = testFolder()
    const first = await writerIn(folder)
    await publishDrafts(first, folder, 3)
    await first.stop()
    const before = manifestIn(folder)
    writeFileSync(published(folder, 'manifest.json.tmp'), '{')
    writeFileSync(published(folder, 'events-000000000004-000000000009-0123abcd.parquet.tmp'), '')
    writeFileSync(published(folder, 'rollup-000000000004-000000000009-0123abcd.parquet'), '')
    await writerIn(folder)
    expect(filesIn(folder)).toEqual(filesOf(before))
  })

  it('publishes everything again when the manifest is damaged, and keeps the damaged one aside', async () => {
    const folder = testFolder()
    const first = await writerIn(folder)
    await publishDrafts(first, folder, 3)
    await first.stop()
    writeFileSync(published(folder, MANIFEST_FILE), '{"format":1,')
    await writerIn(folder)
    await waitFor('publication', () => manifestIn(folder).watermark === 3)
    const { json } = await reportsIn(folder)
    expect(await json('/analytics/summary')).toMatchObject({ total_events: 3 })
    expect(readFileSync(published(folder, 'manifest.json.damaged'), 'utf8')).toBe('{"format":1,')
  })

  it('refuses to start when more is published than the ledger holds', async () => {
    const [folder, other] = [testFolder(), testFolder()]
    const first = await writerIn(folder)
    await publishDrafts(first, folder, 3)
    await first.stop()
    await expect(writerIn(other, { publishedDir: published(folder) })).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('holds events up to 3, the ledger only up to 0'),
    })
  })

  it('goes on after a failure, leaves nothing of it behind, and the events it could not publish follow', async () => {
    const folder = testFolder()
    let failing = false
    let failures = 0
    const writer = await writerIn(folder, {
      atStep(step) {
        if (!failing || step !== 'manifest-synced') return
        failures += 1
        throw new Error('no space left on device')
      },
    })
    failing = true
    expect((await postTo(writer.app, event())).status).toBe(200)
    await waitFor('a failed attempt to be cleared away', () => failures > 0 && filesIn(folder).length === 0)
    expect(manifestIn(folder).watermark).toBe(0)
    failing = false
    await waitFor('publication', () => manifestIn(folder).watermark === 1)
    expect(filesIn(folder)).toEqual(filesOf(manifestIn(folder)))
  })
})
