// What a test does to a product's files before it looks whether that is noticed: with or without a manifest that agrees.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { MANIFEST_FILE, type Manifest } from '../../functions/published/manifest.ts'
import { inDuck } from './duck.ts'
import { allFiles, manifestIn, published } from './published.ts'

/** Changes one bit of a file. @param at its byte; the middle one unless given */
export function flipBit(path: string, at?: number): void {
  const bytes = readFileSync(path)
  const byte = at ?? Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(byte) ^ 1, byte)
  writeFileSync(path, bytes)
}

/** @param edit may change the manifest it is given */
export function editManifest(folder: string, edit: (manifest: Manifest) => void): void {
  const manifest = manifestIn(folder)
  edit(manifest)
  writeFileSync(published(folder, MANIFEST_FILE), JSON.stringify(manifest))
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
  await inDuck(':memory:', async (connection) => {
    await connection.run(`CREATE TABLE stored AS FROM read_parquet('${path}')`)
    await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
  })
}

/** Runs statements in a ledger that nobody holds. */
export const changeLedger = (ledgerFile: string, ...statements: string[]) =>
  inDuck(ledgerFile, async (connection) => {
    for (const statement of statements) await connection.run(statement)
  })
