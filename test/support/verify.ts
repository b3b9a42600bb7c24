// `npm run verify`, in a process of its own and in this one; and sound products to verify.
import { randomUUID } from 'node:crypto'
import { cpSync, type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll } from 'vitest'
import { firstEvents, sampleSessions } from '../../functions/cli/sample-conversations.ts'
import { verifyCommand } from '../../functions/cli/verify-command.ts'
import { verify } from '../../functions/write/verify/verify.ts'
import { sharedFolder, testFolder } from './folder.ts'
import { openWriter, paths, silent } from './in-process.ts'
import { admission, asShipped } from './policies.ts'
import { runToEnd } from './product.ts'
import { manifestIn, publishEach, published, publishTogether } from './published.ts'
import { runHere } from './run-here.ts'
import { waitFor } from './wait-for.ts'

/** How many events a sound product holds. */
export const EVENTS = 25

/** As a person runs it. */
export const runVerify = (folder: string, ...args: string[]) =>
  runToEnd({ DATA_DIR: folder }, ['functions/cli/verify.ts', ...args])

export const verifyHere = (folder: string, ...args: string[]) =>
  runHere((streams) => verifyCommand(args, { ...paths(folder), ...asShipped, log: silent, streams }))

/** What verifying the folder in this process finds, in words. */
export async function differencesIn(folder: string): Promise<string[]> {
  const { differences } = await verify({ ...paths(folder), admission, onProgress() {} })
  return differences.map(({ message }) => message)
}

/**
 * For all tests of the file that calls this: each call of what it returns is a sound product of the test's own, stopped,
 * and what its manifest says.
 */
export function soundProducts() {
  const original = sharedFolder()
  beforeAll(() => fillFolder(original))
  return () => copyOf(original)
}

function copyOf(original: string) {
  const folder = testFolder()
  cpSync(original, folder, { recursive: true })
  const manifest = manifestIn(folder)
  const [segment] = manifest.segments
  const [coarse] = manifest.coarse
  if (!segment || !coarse) throw new Error('nothing published')
  return {
    folder,
    ledgerFile: paths(folder).ledgerFile,
    published: (name: string) => published(folder, name),
    manifest,
    segment,
    coarse,
    /** The range of the first segment. */
    first: segment.first_seq,
    last: segment.last_seq,
  }
}

/**
 * Fills a folder with events in several segments, the first of them merged, and a coarse rollup; the writer is stopped.
 * Few segments come after the merged one: each verification recounts them all.
 */
async function fillFolder(folder: string): Promise<void> {
  const writer = await openWriter(folder, { publishIntervalMs: 1 })
  const events = [...firstEvents(sampleSessions(7, randomUUID), EVENTS)].flat()
  const merged = () => {
    const { segments, coarse } = manifestIn(folder)
    return coarse.length > 0 && (segments[0]?.rows ?? 0) > 3
  }
  while (!merged() && events.length > 2) await publishEach(writer.app, folder, events.splice(0, 1))
  await waitFor('a merged segment and a coarse rollup', merged)
  const half = Math.ceil(events.length / 2)
  for (const group of [events.slice(0, half), events.slice(half)])
    await publishTogether(writer.app, folder, group)
  await writer.stop()
}

/** Every file below a folder: its path and its bytes. */
export const contents = (folder: string) =>
  (readdirSync(folder, { recursive: true, withFileTypes: true }) as Dirent[])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path, readFileSync(path).toString('base64')])
