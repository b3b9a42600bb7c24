// A process that posts files of NDJSON as batches, over connections that are kept.
// It must never read a file while it is timed, and never count an event that was not accepted.
import { readFile } from 'node:fs/promises'
import { Client } from 'undici'
import type { Batches } from './files.ts'
import { timed } from './timed.ts'

export type PostOrder = Batches & { url: string }

const REQUEST = {
  path: '/events/coach/batch',
  method: 'POST' as const,
  headers: { 'content-type': 'application/x-ndjson' },
}

/** @throws Error when the connection breaks: what of the batch was stored is not known then */
async function accepted(client: Client, body: Buffer): Promise<number> {
  const answer = await client.request({ ...REQUEST, body })
  return ((await answer.body.json()) as { accepted?: number }).accepted ?? 0
}

async function post({ url, events, connections, files }: PostOrder) {
  const bodies = await Promise.all(files.map((file) => readFile(file)))
  const clients = Array.from({ length: connections }, () => new Client(url))
  const stored = await timed(
    clients.map((client) => (body: Buffer) => accepted(client, body).catch(() => 0)),
    bodies,
    events,
  )
  await Promise.all(clients.map((client) => client.close()))
  return stored
}

process.on('message', async (order: PostOrder) => void process.send?.(await post(order)))
process.on('disconnect', () => process.exit(0))
