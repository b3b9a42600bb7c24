// Clients that post batches of numbered events over connections that are kept, each again until all of its good rows are
// stored; an atomic one with a bad row is given up once it was refused.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Batch, drawBatch, requestOf, withRows } from './batch.ts'
import { postConnection } from './post-connection.ts'
import type { Recorder } from './recorder.ts'
import { mayComeBack, retryPause } from './retry.ts'
import { toldByError } from './told.ts'
import { type ToldOfBatch, toldByBatch, toldOfAll } from './told-of-batch.ts'

export type Batches = {
  /** One for each connection. */
  urls: readonly string[]
  recorder: Recorder
  /** 0 to 1. */
  random: () => number
  /** Rows of a batch at most. */
  mostRows: number
  /** Longest pause between two batches of one connection, in ms. */
  pauseMs: number
}

/** @param first number of the first event  @returns `stop` resolves when the last batches are stored */
export function keepBatching(first: number, { urls, recorder, random, mostRows, pauseMs }: Batches) {
  let next = first
  let running = true
  async function client(url: string): Promise<void> {
    const connection = postConnection(url)
    const send = async (batch: Batch, repeated: boolean): Promise<ToldOfBatch> => {
      const { path, headers, body } = requestOf(batch)
      const began = performance.now()
      const told = await connection.post(path, headers, body).then(
        (answer) => toldByBatch(batch, answer, repeated),
        (error) => toldOfAll(batch, toldByError(error)),
      )
      recorder.toldOfBatch(batch, told, performance.now() - began)
      return told
    }
    try {
      while (running) {
        const batch = drawBatch(random, next, mostRows)
        next += batch.rows.length
        await storeAll(batch, send, random)
        await sleep(random() * pauseMs)
      }
    } finally {
      await connection.close()
    }
  }
  const clients = Promise.all(urls.map(client))
  clients.catch(() => {}) // whoever stops them is told
  return {
    async stop() {
      running = false
      await clients
    },
  }
}

async function storeAll(
  given: Batch,
  send: (batch: Batch, repeated: boolean) => Promise<ToldOfBatch>,
  random: () => number,
): Promise<void> {
  let batch = given
  for (let repeated = false; ; ) {
    const { as, rows } = await send(batch, repeated)
    if (batch.atomic !== null && batch.bad !== null && as === 'batch 422 invalid-event') return
    const bad = batch.rows[batch.bad?.index ?? -1]
    const due = rows.filter(({ n, outcome }) => outcome !== 'stored' && n !== bad).map(({ n }) => n)
    if (due.length === 0) return
    const unknown = rows.some(({ outcome }) => outcome === 'unknown')
    repeated ||= unknown
    const answered = as.startsWith('batch 200')
    if (!answered && !mayComeBack(unknown ? 'unknown' : 'refused', as.replace('batch ', '')))
      throw new Error(`a batch was answered ${as}`)
    // What was answered row by row is sent on without those that are stored; else the same batch is sent again.
    if (answered) batch = withRows(batch, due)
    await sleep(retryPause(random))
  }
}
