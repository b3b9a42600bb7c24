// Posts one event until it is acknowledged. Sent again only with the event_id it already has, so it is stored once.
// It must never go on after an answer that sending again would not change.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProblemDocument } from '../problem.ts'
import type { SampleEvent } from './sample-conversations.ts'

const ATTEMPTS = 30
const ANSWER_MS = 15_000
/** Statuses after which the same request may succeed. */
const PASSING = [409, 429, 503, 507]
const RETRY_AFTER_SECONDS = { whenNotSaid: 1, most: 10 }

/** The event cannot be posted; `message` says why, for the person who asked for it. */
export class NotPosted extends Error {
  override name = 'NotPosted'
}

/** Where to post, and the secret of the API key to show there. */
export type Recipient = { url: URL; key: string | null }

/** @throws NotPosted after an answer that is final, or after the last attempt */
export async function postEvent(
  { url, key }: Recipient,
  event: SampleEvent,
  signal: AbortSignal,
): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  }
  let failure = ''
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const response = await fetch(new URL('/events/coach', url), {
      method: 'POST',
      headers,
      body: JSON.stringify(event),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    }).catch(() => null)
    signal.throwIfAborted()
    if (response?.ok) {
      await response.arrayBuffer().catch(() => {}) // read only so that the connection can be used again
      return
    }
    failure = response ? await explained(response) : `Nothing answers at ${url.origin} any more.`
    if (response && !PASSING.includes(response.status)) throw new NotPosted(failure)
    if (attempt < ATTEMPTS) await sleep(1_000 * retryAfter(response), undefined, { signal })
  }
  throw new NotPosted(`${failure}\nGave up after ${ATTEMPTS} attempts.`)
}

function retryAfter(response: Response | null): number {
  const said = Number(response?.headers.get('retry-after') ?? Number.NaN)
  const { whenNotSaid, most } = RETRY_AFTER_SECONDS
  return said >= 0 ? Math.min(said, most) : whenNotSaid
}

/** The problem in words: title, detail and the invalid fields, as far as the answer has them. */
async function explained(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => null)) as Partial<ProblemDocument> | null
  const errors = (problem?.errors ?? []).map(({ path, message }) => `  ${path}: ${message}`)
  return [`${response.status} ${problem?.title ?? response.statusText}`, problem?.detail, ...errors]
    .filter((line) => line !== undefined)
    .join('\n')
}
