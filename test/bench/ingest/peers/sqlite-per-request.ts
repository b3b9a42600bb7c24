// SQLite as it is mostly used: one INSERT, and so one transaction and one fsync, for each request.
// Its one argument is its folder. It must never put two events into one transaction.
import { randomUUID } from 'node:crypto'
import { eventRow } from './event-row.ts'
import { servePeer } from './route.ts'
import { openEvents } from './sqlite-events.ts'

const { insert, held, about, close } = openEvents(process.argv[2] as string)

await servePeer({
  async store(event) {
    const id = randomUUID()
    const { lastInsertRowid } = insert.run(...eventRow(id, event))
    return { event_id: id, seq: Number(lastInsertRowid) }
  },
  ...{ held, about, close },
})
