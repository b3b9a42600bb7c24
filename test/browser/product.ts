// The product that the browser tests of one file look at, and its events.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { sharedFolder } from '../support/folder.ts'
import { serveProduct } from '../support/served.ts'
import { waitFor } from '../support/wait-for.ts'

/** One product for all tests of the file that calls this, in a folder of its own. */
export function sharedProduct(): () => { url: string } {
  const folder = sharedFolder()
  let product: Awaited<ReturnType<typeof serveProduct>>
  beforeAll(async () => {
    product = await serveProduct(folder)
  })
  afterAll(() => product.stop())
  return () => product
}

/** Posts an event, as soon as there is a writer that takes it. @returns its number */
export async function post(url: string, changes: Record<string, unknown> = {}): Promise<number> {
  const event = {
    event: 'offered',
    session_id: 'session-1',
    agent_draft: 'Your refund is guaranteed by tomorrow.',
    policy_refs: ['ADV-6.2'],
    latency_ms: 320,
    event_id: randomUUID(),
    ...changes,
  }
  const answer = await waitFor('the event to be taken', async () => {
    const response = await fetch(`${url}/events/coach`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
    })
    return response.status === 503 ? null : ((await response.json()) as { seq: number })
  })
  return answer.seq
}

/** Resolves when the reports have reached that event: on a busy machine that takes longer than one request waits. */
export async function published(url: string, seq: number): Promise<void> {
  await waitFor(`event ${seq} to be published`, async () => {
    const response = await fetch(`${url}/events/stats`, { headers: { 'x-min-seq': String(seq) } })
    return response.ok
  })
}
