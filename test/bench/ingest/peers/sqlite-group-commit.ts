// SQLite at its best for many clients: whatever waits goes into one transaction on the next turn of the event loop.
// Its one argument is its folder. It must never answer before the commit that holds the event.
import { randomUUID } from 'node:crypto'
import type { Event } from '../../../../functions/event.ts'
import { eventRow } from './event-row.ts'
import { servePeer } from './route.ts'
import { openEvents } from './sqlite-events.ts'

type Receipt = { event_id: string; seq: number }
type Waiting = { event: Event; resolve: (receipt: Receipt) => void; reject: (error: unknown) => void }

const { insert, exec, held, about, close } = openEvents(process.argv[2] as string)
let waiting: Waiting[] = []

function commit(): void {
  const batch = waiting
  waiting = []
  try {
    exec('BEGIN IMMEDIATE')
    const receipts = batch.map(({ event }) => {
      const id = randomUUID()
      return { event_id: id, seq: Number(insert.run(...eventRow(id, event)).lastInsertRowid) }
    })
    exec('COMMIT')
    for (const [index, { resolve }] of batch.entries()) resolve(receipts[index] as Receipt)
  } catch (error) {
    for (const { reject } of batch) reject(error)
    // The peer is of no use any more: the bench must end rather than quote it.
    throw error
  }
}

await servePeer({
  store: (event) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(commit)
      waiting.push({ event, resolve, reject })
    }),
  ...{ held, about, close },
})
