// What is published in a product's folder, read as a test reads it; and events published one by one.
// It must never list files by the product's own functions: tests of what is listed would believe it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  MANIFEST_FILE,
  type Manifest,
  type PublishedFile,
  parseManifest,
} from '../../functions/published/manifest.ts'
import { postTo } from './in-process.ts'
import { waitFor } from './wait-for.ts'

type App = Parameters<typeof postTo>[0]

/** A name in the product's published folder. */
export const published = (folder: string, name = '') => join(folder, 'published', name)

/** @throws Error when there is none, or its ranges do not cover 1…watermark */
export const manifestIn = (folder: string): Manifest =>
  parseManifest(readFileSync(published(folder, MANIFEST_FILE), 'utf8'))

/** Every file of the snapshot. */
export const allFiles = ({ segments, coarse }: Manifest): PublishedFile[] => [
  ...segments.flatMap(({ events, rollup }) => [events, rollup]),
  ...coarse.flatMap(({ months, days, agents }) => [months, days, agents]),
]

/** Posts events one commit after the other, each published before the next. @returns what was answered to each */
export async function publishEach(app: App, folder: string, events: readonly unknown[]) {
  const receipts = []
  for (const event of events) receipts.push(...(await publishTogether(app, folder, [event])))
  return receipts
}

/** Posts events in one commit, and waits for their segment. @returns what was answered to each */
export async function publishTogether(app: App, folder: string, events: readonly unknown[]) {
  const answers = await Promise.all(events.map(async (event) => (await postTo(app, event)).json()))
  const receipts = answers as { event_id: string; seq: number }[]
  const last = Math.max(...receipts.map(({ seq }) => seq))
  await waitFor(`event ${last} to be published`, () => manifestIn(folder).watermark >= last)
  return receipts
}
