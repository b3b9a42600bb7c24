// Batches of events: read, judged one by one, stored in slices, or all in one transaction when that is asked for.
// It must never store an event twice, and never leave out a valid one without saying so.
import { setTimeout as sleep } from 'node:timers/promises'
import { type BatchReceipt, MAX_ATOMIC_EVENTS, type SentBatch } from '../batch.ts'
import { fieldErrors } from '../http.ts'
import { readEvent } from '../plain-event.ts'
import { type FieldError, Problem } from '../problem.ts'
import type { Admission, Admitted } from './admission.ts'
import { type Element, elementsOf } from './batch-elements.ts'
import type { CommitQueue } from './commit-queue.ts'
import { contentDigest } from './content-digest.ts'
import type { Receipt } from './groups.ts'

/** Events handed to the queue at a time: as many as a commit takes, so that others come in between. */
const SLICE_EVENTS = 2_048
/** How long a slice waits for room in the queue, once events before it are stored; and how often it looks. */
const ROOM_MS = 10_000
const LOOK_MS = 20

type Sifted = { index: number; event: Admitted }
type Judged = Sifted | { index: number; errors: FieldError[] }

const wrong = (path: string, message: string): FieldError[] => [{ path, message }]

function judge(admission: Admission, { value, errors }: Element, index: number): Judged {
  if (errors !== undefined) return { index, errors }
  const parsed = readEvent(value)
  return parsed.success
    ? { index, event: admission.admit(parsed.data) }
    : { index, errors: fieldErrors(parsed.error.issues) }
}

/** An id that comes twice in one batch: the same event again, or an error. */
class Ids {
  readonly #digests = new Map<string, string>()

  /** @returns whether the event is the first with its id, the same again, or another one under it */
  meet({ event_id, event }: Admitted): 'first' | 'again' | 'clash' {
    if (event_id === undefined) return 'first'
    const [known, digest] = [this.#digests.get(event_id), contentDigest(event)]
    if (known === undefined) this.#digests.set(event_id, digest)
    return known === undefined ? 'first' : known === digest ? 'again' : 'clash'
  }
}

const CLASH = wrong('event_id', 'This id belongs to another event of the batch, with other content.')

/** @throws Problem malformed-body, body-too-large, invalid-event, queue-full, and what the commit queue throws */
export async function storeBatch(
  { queue, admission }: { queue: CommitQueue; admission: Admission },
  batch: SentBatch,
): Promise<BatchReceipt> {
  const elements = elementsOf(batch)
  const receipt: BatchReceipt = {
    ...{ ok: true, accepted: 0, duplicates: 0, first_seq: null, last_seq: null },
    rejected: [],
  }
  /** Why an event that is valid was not stored now, though it may be later. */
  let later: Problem | null = null
  /** Why nobody knows what became of an event. */
  let unknown: unknown = null
  const ids = new Ids()
  const stored = ({ seq, duplicate }: Receipt) => {
    if (duplicate) receipt.duplicates += 1
    else {
      receipt.accepted += 1
      receipt.first_seq = Math.min(seq, receipt.first_seq ?? seq)
      receipt.last_seq = Math.max(seq, receipt.last_seq ?? seq)
    }
  }
  const refuse = ({ index }: Sifted, error: unknown) => {
    if (!(error instanceof Problem) || error.slug === 'outcome-unknown') {
      unknown ??= error
      return
    }
    if (error.slug !== 'id-reused') later ??= error
    const path = error.slug.startsWith('id-') ? 'event_id' : ''
    receipt.rejected.push({ index, errors: wrong(path, `${error.kind.title}. ${error.detail}`) })
  }
  /** The events of a slice; the others are rejected, or repeat one of the batch. */
  const sift = (judged: Judged[]) =>
    judged.flatMap((one) => {
      const met = 'event' in one ? ids.meet(one.event) : null
      if ('event' in one && met === 'first') return [one]
      if (met === 'again') receipt.duplicates += 1
      else receipt.rejected.push({ index: one.index, errors: 'event' in one ? CLASH : one.errors })
      return []
    })

  if (batch.atomic) {
    if (elements.length > MAX_ATOMIC_EVENTS)
      throw new Problem(
        'body-too-large',
        `A batch with atomic=true may have at most ${MAX_ATOMIC_EVENTS} events.`,
      )
    const events = sift(elements.map((one, n) => judge(admission, one, n)))
    if (receipt.rejected.length > 0) throw refused(receipt)
    if (events.length > 0)
      for (const one of await queue.submitTogether(events.map(({ event }) => event))) stored(one)
  } else {
    /** The slice before: while it is being stored, the next one is judged. */
    let before: Promise<unknown> = Promise.resolve()
    for (let from = 0; from < elements.length; from += SLICE_EVENTS) {
      const slice = sift(
        elements.slice(from, from + SLICE_EVENTS).map((one, n) => judge(admission, one, from + n)),
      )
      const deadline = performance.now() + (from > 0 ? ROOM_MS : 0)
      while (!queue.hasRoomFor(slice.length) && performance.now() < deadline) await sleep(LOOK_MS)
      // Before anything is accepted: a batch that found no room is refused whole, and may be sent again.
      if (from === 0 && !queue.hasRoomFor(slice.length)) throw new Problem('queue-full')
      await before
      before = queue.submitEach(
        slice.map(({ event }) => event),
        stored,
        (error, n) => refuse(slice[n] as Sifted, error),
      )
    }
    await before
    if (unknown !== null) throw unknown
  }
  receipt.rejected.sort((a, b) => a.index - b.index)
  if (receipt.accepted + receipt.duplicates === 0) throw later ?? refused(receipt)
  return receipt
}

/** Errors that a refusal names; the first ones of a batch mostly tell what is wrong with all. */
const MAX_ERRORS_NAMED = 1_000

const refused = ({ rejected }: BatchReceipt) =>
  new Problem(
    'invalid-event',
    rejected.length === 0
      ? 'The batch holds no event.'
      : 'Nothing of the batch was stored. The errors name each element and field.',
    rejected
      .slice(0, MAX_ERRORS_NAMED)
      .flatMap(({ index, errors }) =>
        errors.map(({ path, message }) => ({ path: path === '' ? `${index}` : `${index}.${path}`, message })),
      ),
  )
