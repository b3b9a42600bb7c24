// Whether the writer is there and ready, and whether what it stored is published.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MANIFEST_FILE, type Manifest, parseManifest } from '../../published/manifest.ts'
import { ask } from './ask.ts'
import { type Finding, ill, unknown, well } from './finding.ts'

export type Writer = { seq: number }

/** @returns what the writer says of itself, null when it says nothing of use, and what that means */
export async function writerAt(
  url: URL | null,
  key: string | null,
): Promise<{ writer: Writer | null; finding: Finding }> {
  const check = 'writer'
  const down = (says: string) => ({ writer: null, finding: ill(check, says) })
  if (url === null)
    return down('down: no process holds the ledger. Start it (npm start); events are refused meanwhile.')
  const answer = await ask(new URL('/health', url), key)
  if ('why' in answer) return down(`down: ${url.origin} does not answer (${answer.why}). Its log says why.`)
  const { status, seq, ledger_waiting_ms } = answer.body
  if (typeof seq !== 'number') return down(`${url.origin} answers, but it is no writer`)
  if (status !== 'healthy')
    return {
      writer: { seq },
      finding: ill(
        check,
        `not ready: the disk has not answered for ${ledger_waiting_ms} ms. Look at the disk.`,
      ),
    }
  return { writer: { seq }, finding: well(check, `ready at ${url.origin}, event ${seq} is its last`) }
}

/** How long publishing may take, and how often that is looked at. */
const PATIENCE = { publishedMs: 5_000, lookMs: 100 }

/** @param writer null when it is not there: then the newest snapshot is only dated */
export async function snapshotOf(
  publishedDir: string,
  writer: Writer | null,
  clock: () => number,
  { publishedMs, lookMs } = PATIENCE,
): Promise<Finding> {
  const check = 'snapshot'
  let manifest: Manifest
  const deadline = performance.now() + publishedMs
  for (;;) {
    try {
      manifest = parseManifest(await readFile(join(publishedDir, MANIFEST_FILE), 'utf8'))
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      return ill(
        check,
        code === 'ENOENT'
          ? `there is none in ${publishedDir}: is PUBLISHED_DIR right, and has a writer run?`
          : `${join(publishedDir, MANIFEST_FILE)} cannot be read: ${message}`,
      )
    }
    if (writer === null || manifest.watermark >= writer.seq || performance.now() > deadline) break
    await sleep(lookMs)
  }
  const { watermark, published_at } = manifest
  const seconds = Math.max(0, Math.round((clock() - Date.parse(published_at)) / 1_000))
  const says = `up to event ${watermark}, ${seconds} s old`
  if (writer === null) return unknown(check, `${says}; whether there is more, the writer alone knows`)
  if (watermark >= writer.seq) return well(check, says)
  return ill(
    check,
    `stale: ${says}, while the writer has had event ${writer.seq} for ${Math.round(publishedMs / 1_000)} s. Its log says why publishing fails.`,
  )
}
