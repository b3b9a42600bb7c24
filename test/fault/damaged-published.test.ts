// Each kind of published file, and the manifest, damaged in each way, under a report process and beside a writer, or while
// neither ran: no figure is ever wrong, nothing is a 500, and the writer makes it good by itself.
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MANIFEST_FILE, type Manifest } from '../../functions/published/manifest.ts'
import { some } from '../support/in-full.ts'
import { reportsIn, writerIn } from '../support/in-process.ts'
import { allFiles, manifestIn, published } from '../support/published.ts'
import { flipBit } from '../support/sabotage.ts'
import { differencesIn, EVENTS, soundProducts } from '../support/verify.ts'
import { waitFor } from '../support/wait-for.ts'

const product = soundProducts()
type Reports = Awaited<ReturnType<typeof reportsIn>>

/** One file of each kind; none is damaged only because another is. */
const kinds = ({ segments, coarse }: Manifest) => {
  const [segment, other] = [segments[0], segments.at(-1)]
  return [segment?.events, other?.rollup, coarse[0]?.months, coarse[0]?.days, coarse[0]?.agents].map(
    (file) => file?.name as string,
  )
}

const damages: Record<string, (path: string, others: string[]) => void> = {
  'a bit flipped': (path) => flipBit(path),
  'its end cut off': (path) => truncateSync(path, readFileSync(path).length - 7),
  'another file in its place': (path, others) =>
    copyFileSync(others.find((other) => other !== path) as string, path),
  'nothing left': (path) => rmSync(path),
}

const QUESTIONS = ['/analytics/summary?', '/analytics/summary?agent_id=amir&', '/events/recent?limit=1000&']

/** Before all events, and never the same twice: what was computed once would come from memory. */
let asked = 0
const longAgo = () => new Date(Date.UTC(2000, 0, 1) + 86_400_000 * (asked++ % 3_650)).toISOString()

/** Counts by name come in any order. */
const inOrder = (_: string, value: unknown) =>
  value instanceof Object && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value

/** What reports say, but for when it was published. */
async function figures({ app }: Reports): Promise<string[]> {
  const answers = await Promise.all(QUESTIONS.map((question) => app.request(`${question}from=${longAgo()}`)))
  return Promise.all(
    answers.map(async (answer) => {
      if (answer.status === 503) return 'refused'
      const { as_of, ...said } = (await answer.json()) as { as_of: unknown }
      return JSON.stringify([answer.status, said], inOrder)
    }),
  )
}

/** Asks until all is answered as before; whatever is answered on the way is a refusal or the same. */
async function sameAgain(reports: Reports, before: string[]): Promise<void> {
  const wrong: unknown[] = []
  await waitFor('the figures of before', async () => {
    const now = await figures(reports)
    wrong.push(...now.filter((said, n) => said !== before[n] && said !== 'refused'))
    return now.every((said, n) => said === before[n])
  })
  expect(wrong).toEqual([])
}

/** Nothing is listed that is not what it should be. */
const sound = (folder: string) =>
  waitFor('sound files', () => {
    allFiles(manifestIn(folder)).forEach(({ name, bytes }) => {
      if (readFileSync(published(folder, name)).length !== bytes) throw new Error(`${name} is cut`)
    })
    return true
  })

describe.each(some(4, Object.entries(damages)))('published files with %s', (_, damage) => {
  it('under a running report process and writer: no figure is wrong, and they are made again', async () => {
    const { folder, manifest } = product()
    const writer = await writerIn(folder, { lookMs: 50 })
    const reports = await reportsIn(folder)
    const before = await figures(reports)
    expect(before).not.toContain('refused')
    const names = kinds(manifest)
    const others = allFiles(manifest).map(({ name }) => published(folder, name))
    for (const name of names) damage(published(folder, name), others)
    await sameAgain(reports, before)
    await waitFor('all of them to be replaced', () => {
      const listed = allFiles(manifestIn(folder)).map(({ name }) => name)
      return names.every((name) => !listed.includes(name))
    })
    await sound(folder)
    await writer.stop()
    expect(await differencesIn(folder)).toEqual([])
  })
})

it('files that were damaged while nothing ran are named by verify, and made again at the next start', async () => {
  const { folder, manifest } = product()
  const reports = await reportsIn(folder)
  const before = await figures(reports)
  const others = allFiles(manifest).map(({ name }) => published(folder, name))
  const ways = Object.values(damages)
  const names = kinds(manifest)
  names.forEach((name, n) => void ways[n % ways.length]?.(published(folder, name), others))
  expect((await differencesIn(folder)).map((line) => names.filter((name) => line.includes(name)))).toEqual(
    expect.arrayContaining(names.map((name) => [name])),
  )
  const writer = await writerIn(folder, { lookMs: 50 })
  await sameAgain(reports, before)
  await waitFor('all of them to be replaced', () => {
    const listed = allFiles(manifestIn(folder)).map(({ name }) => name)
    return names.every((name) => !listed.includes(name))
  })
  await writer.stop()
  expect(await differencesIn(folder)).toEqual([])
})

const manifests: Record<string, (path: string) => void> = {
  cut: (path) => truncateSync(path, readFileSync(path).length - 9),
  garbage: (path) => writeFileSync(path, 'garbage'),
  empty: (path) => truncateSync(path, 0),
  missing: (path) => rmSync(path),
}

describe.each(some(4, Object.entries(manifests)))('a manifest that is %s', (_, damage) => {
  it('under a running report process leaves it its snapshot, and the writer writes it again', async () => {
    const { folder, published: path } = product()
    const writer = await writerIn(folder, { lookMs: 50 })
    const reports = await reportsIn(folder)
    const before = await figures(reports)
    damage(path(MANIFEST_FILE))
    expect(await figures(reports)).toEqual(before)
    await waitFor('the manifest', () => manifestIn(folder).watermark === EVENTS)
    expect(await figures(reports)).toEqual(before)
    await writer.stop()
    expect(await differencesIn(folder)).toEqual([])
  })

  it('at a start is made anew from the ledger, and no report process goes back meanwhile', async () => {
    const { folder, published: path } = product()
    const reports = await reportsIn(folder)
    const before = await figures(reports)
    damage(path(MANIFEST_FILE))
    expect(await figures(reports)).toEqual(before)
    const writer = await writerIn(folder, { lookMs: 50 })
    const said: string[][] = []
    await waitFor('publication', async () => {
      said.push(await figures(reports))
      return manifestIn(folder).watermark === EVENTS
    })
    expect(said).toEqual(said.map(() => before))
    await writer.stop()
    expect(await differencesIn(folder)).toEqual([])
  })
})

it('an old manifest in the place of the newest leaves a report process its snapshot, and the writer publishes the rest', async () => {
  const { folder, published: path, manifest } = product()
  const reports = await reportsIn(folder)
  const before = await figures(reports)
  const [first] = manifest.segments
  writeFileSync(
    path(MANIFEST_FILE),
    JSON.stringify({ ...manifest, version: 1, segments: [first], coarse: [], watermark: first?.last_seq }),
  )
  expect(await figures(reports)).toEqual(before)
  const writer = await writerIn(folder, { lookMs: 50 })
  await waitFor('publication', () => manifestIn(folder).watermark === EVENTS)
  await sameAgain(reports, before)
  await writer.stop()
  expect(await differencesIn(folder)).toEqual([])
})
