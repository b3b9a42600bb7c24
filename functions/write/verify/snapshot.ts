// What is published now, as verifying takes it: also a manifest that everybody else refuses, with what is wrong in it.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import {
  coverageFaults,
  EarlierFormat,
  filesOf,
  LaterFormat,
  MANIFEST_FILE,
  type Manifest,
  readManifestForm,
} from '../../published/manifest.ts'
import { isPublishedName } from '../../published/names.ts'
import type { Difference } from './difference.ts'

/** How long a running writer may take to publish what it held at the start: ten times its wait after a failure. */
const PUBLISH_MS = 10_000
/** Between two looks for a newer manifest. */
const LOOK_MS = 20

/** `manifest` is null when there is nothing that can be checked further. */
export type Snapshot = { manifest: Manifest | null; differences: Difference[] }

export async function readSnapshot(directory: string): Promise<Snapshot> {
  const path = join(directory, MANIFEST_FILE)
  const nothing = (why: string): Snapshot => ({
    manifest: null,
    differences: [{ file: MANIFEST_FILE, message: `${path}: ${why}` }],
  })
  let manifest: Manifest
  try {
    manifest = readManifestForm(await readFile(path, 'utf8'))
  } catch (error) {
    return nothing(reason(error))
  }
  const faults = [...coverageFaults(manifest), ...listedTwice(manifest)]
  return {
    manifest,
    differences: faults.map((fault) => ({ file: MANIFEST_FILE, message: `${path}: ${fault}` })),
  }
}

function reason(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT')
    return 'missing, so nothing is published; start the writer (npm start), which publishes the ledger'
  if (error instanceof LaterFormat) return 'written by a later version of this program; install that one'
  if (error instanceof EarlierFormat)
    return 'written by an earlier version; start the writer, which publishes the ledger anew'
  if (error instanceof z.ZodError)
    return `not a manifest: ${error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`
  return `cannot be read: ${(error as Error).message}`
}

function listedTwice(manifest: Manifest): string[] {
  const names = filesOf(manifest).map(({ name }) => name)
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
    (name) => `${name} is listed more than once`,
  )
}

/** The first snapshot that holds the event `seq`, or the newest when none does in time, or what is wrong with it. */
export async function snapshotUpTo(directory: string, seq: number): Promise<Snapshot> {
  const deadline = performance.now() + PUBLISH_MS
  for (;;) {
    const snapshot = await readSnapshot(directory)
    const { manifest } = snapshot
    if (manifest === null || manifest.watermark >= seq || performance.now() > deadline) return snapshot
    await sleep(LOOK_MS)
  }
}

/** A remark for each file that could be a published one but that no snapshot needs. */
export async function strays(directory: string, manifest: Manifest | null): Promise<string[]> {
  if (manifest === null) return []
  const known = new Set([...filesOf(manifest), ...manifest.retired].map(({ name }) => name))
  const names = await readdir(directory)
  return names
    .filter((name) => isPublishedName(name) && !known.has(name))
    .map((name) => `${join(directory, name)}: not listed; the writer removes it at its next start`)
}
