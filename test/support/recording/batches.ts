// Numbered events by the thousand: atomic batches, each sent again until it is stored. They fill the ledger quickly.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Batch, requestOf } from './batch.ts'
import { postConnection } from './post-connection.ts'
import type { Recorder } from './recorder.ts'
import { toldByError } from './told.ts'
import { toldByBatch, toldOfAll } from './told-of-batch.ts'

const BATCH = 1_000
const BACK_OFF_MS = 50

/** Posts batches from the event `first` on until `enough` says so. @returns the number of the next event */
export async function deliverBatches(
  url: string,
  first: number,
  recorder: Recorder,
  enough: () => boolean,
): Promise<number> {
  const connection = postConnection(url)
  let next = first
  let repeated = false
  try {
    while (!enough()) {
      const rows = Array.from({ length: BATCH }, (_, n) => next + n)
      const batch: Batch = { rows, bad: null, atomic: `batch-${next}`, ndjson: true, gzip: false }
      const { path, headers, body } = requestOf(batch)
      const began = performance.now()
      const told = await connection.post(path, headers, body).then(
        (answer) => toldByBatch(batch, answer, repeated),
        (error) => toldOfAll(batch, toldByError(error)),
      )
      recorder.toldOfBatch(batch, told, performance.now() - began)
      if (told.rows.every(({ outcome }) => outcome === 'stored')) {
        next += BATCH
        repeated = false
      } else {
        repeated ||= told.rows.some(({ outcome }) => outcome === 'unknown')
        await sleep(BACK_OFF_MS)
      }
    }
  } finally {
    await connection.close()
  }
  return next
}
