// Numbered events by the thousand: atomic batches, each sent again until it is stored. They fill the ledger quickly.
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import type { BatchReceipt } from '../../../functions/batch.ts'
import { bodyOf } from './numbered-events.ts'
import type { Recorder } from './recorder.ts'
import { type Told, toldBy, toldByError } from './told.ts'

const BATCH = 1_000
const BACK_OFF_MS = 50
const HEADERS = { 'content-type': 'application/x-ndjson' }

/** @returns the receipt, or what else its client was told */
async function postBatch(url: string, first: number): Promise<BatchReceipt | Told> {
  const body = Array.from({ length: BATCH }, (_, n) => bodyOf(first + n)).join('\n')
  try {
    const answer = await request(`${url}/events/coach/batch?atomic=true`, {
      ...{ method: 'POST', headers: HEADERS, body },
    })
    const text = await answer.body.text()
    if (answer.statusCode === 200) return JSON.parse(text) as BatchReceipt
    return toldBy({ status: answer.statusCode, headers: answer.headers, body: text })
  } catch (error) {
    return toldByError(error)
  }
}

/** Posts batches from the event `first` on until `enough` says so. @returns the number of the next event */
export async function deliverBatches(
  url: string,
  first: number,
  recorder: Recorder,
  enough: () => boolean,
): Promise<number> {
  let next = first
  while (!enough()) {
    const began = performance.now()
    const said = await postBatch(url, next)
    const ms = performance.now() - began
    const stored = 'accepted' in said
    for (let n = 0; n < BATCH; n += 1)
      recorder.told(
        next + n,
        stored
          ? {
              ...{ outcome: 'stored', as: said.first_seq === null ? '200 duplicate' : '200' },
              // Of a batch that was stored before, the answer does not say where.
              ...{ seq: (said.first_seq ?? Number.NaN) + n, duplicate: said.first_seq === null },
            }
          : said,
        ms,
      )
    if (stored) next += BATCH
    else await sleep(BACK_OFF_MS)
  }
  return next
}
