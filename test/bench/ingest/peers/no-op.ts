// The peer that validates and answers without storing: what HTTP alone costs.
import { randomUUID } from 'node:crypto'
import { servePeer } from './route.ts'

let seq = 0

await servePeer({
  async store() {
    seq += 1
    return { event_id: randomUUID(), seq }
  },
  held: async () => null,
  about: '',
  close: async () => {},
})
