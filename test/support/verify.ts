// `npm run verify` as a person starts it, and what a test does to a folder before: sabotage, with or without a manifest
// that agrees.
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { firstEvents, sampleSessions } from '../../functions/cli/sample-conversations.ts'
import { MANIFEST_FILE, type Manifest, type PublishedFile } from '../../functions/published/manifest.ts'
import { startWriter } from '../../functions/write/service.ts'
import { verify } from '../../functions/write/verify/verify.ts'
import { postTo, silent, withoutKeys } from './in-process.ts'
import { runToEnd } from './product.ts'
import { waitFor } from './wait-for.ts'

/** Fills a folder with events in several segments, some of them merged, and a coarse rollup; the writer is stopped. */
export async function fillFolder(folder: string, events: number): Promise<void> {
  const writer = await startWriter({
    ledgerFile: join(folder, 'qa_runs.duckdb'),
    publishedDir: join(folder, 'published'),
    publishIntervalMs: 1,
    clock: Date.now,
    log: silent,
    edge: withoutKeys,
    onLost: (error) => {
      throw error
    },
  })
  let seq = 0
  for (const event of [...firstEvents(sampleSessions(7, randomUUID), events)].flat()) {
    await postTo(writer.app, event)
    seq += 1
    await waitFor(`event ${seq} to be published`, () => manifestOf(folder).watermark >= seq)
  }
  await waitFor('a merged segment and a coarse rollup', () => {
    const { segments, coarse } = manifestOf(folder)
    return coarse.length > 0 && (segments[0]?.rows ?? 0) > 3
  })
  await writer.stop()
}

/** What verifying the folder in this process finds, in words. */
export async function differencesIn(folder: string): Promise<string[]> {
  const { differences } = await verify({
    ledgerFile: join(folder, 'qa_runs.duckdb'),
    publishedDir: join(folder, 'published'),
    onProgress() {},
  })
  return differences.map(({ message }) => message)
}

export const runVerify = (folder: string, ...args: string[]) =>
  runToEnd({ DATA_DIR: folder }, ['functions/cli/verify.ts', ...args])

const published = (folder: string, name: string) => join(folder, 'published', name)

export const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(published(folder, MANIFEST_FILE), 'utf8'))

export function editManifest(folder: string, edit: (manifest: Manifest) => void): void {
  const manifest = manifestOf(folder)
  edit(manifest)
  writeFileSync(published(folder, MANIFEST_FILE), JSON.stringify(manifest))
}

export const allFiles = ({ segments, coarse }: Manifest): PublishedFile[] => [
  ...segments.flatMap(({ events, rollup }) => [events, rollup]),
  ...coarse.flatMap(({ months, days, agents }) => [months, days, agents]),
]

/** Changes one bit of a published file. */
export function flipBit(folder: string, name: string, at: number): void {
  const path = published(folder, name)
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  writeFileSync(path, bytes)
}

/** Lets the manifest say of each file what lies there: a falsification that checksums do not show. */
export function makeManifestAgree(folder: string): void {
  editManifest(folder, (manifest) => {
    for (const file of allFiles(manifest)) {
      const content = readFileSync(published(folder, file.name))
      file.bytes = content.length
      file.sha256 = createHash('sha256').update(content).digest('hex')
    }
  })
}

/** Rewrites a published file with what `select` makes of its rows, the relation `stored`. */
export async function rewrite(folder: string, name: string, select: string): Promise<void> {
  const path = published(folder, name)
  await inDuck(':memory:', [
    `CREATE TABLE stored AS FROM read_parquet('${path}')`,
    `COPY (${select}) TO '${path}' (FORMAT parquet)`,
  ])
}

/** Runs statements in a ledger that nobody holds. */
export const changeLedger = (ledgerFile: string, ...statements: string[]) => inDuck(ledgerFile, statements)

async function inDuck(path: string, statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  try {
    for (const statement of statements) await connection.run(statement)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
