// Hands the desk's events on to the writer, one after the other in the order in which they happened: an outcome that came
// before its offer would be an orphan. It must never make a person wait long for that, nor drop an event in silence.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Receipt } from '../event.ts'
import type { Answer, Sent } from '../handoff/frame.ts'
import { type FieldError, Problem, type ProblemSlug, problems } from '../problem.ts'
import type { Pending } from './state.ts'

/** The suggestion is shown after this long at the latest, whatever the writer does. */
const LOG_WITHIN_MS = 2_000
/** An event that is being stored by another request is known so soon. */
const IN_FLIGHT_MS = 50
/** Events that one page holds for later: each travels in its form. */
export const MAX_HELD = 50

/** After these the same event may be sent again. */
const PASSING: readonly ProblemSlug[] = [
  'writer-unavailable',
  'outcome-unknown',
  'disk-full',
  'queue-full',
  'stopping',
  'id-in-flight',
  'rate-limited',
]
/** Those of them after which it is certain that nothing was kept. */
const NOT_KEPT: readonly ProblemSlug[] = ['writer-unavailable', 'disk-full', 'queue-full', 'stopping']

type Logged = { event: Pending; seq: number | null }
type Refused = { event: Pending; title: string; errors: readonly FieldError[] }
export type Delivery = {
  /** `seq` is null for a repeat of an event whose number is not known here. */
  logged: readonly Logged[]
  /** In order; to be sent again. */
  held: readonly Pending[]
  /** Why they are: a title of the catalogue; null when nothing is held. */
  why: string | null
  /** Will never be taken. */
  refused: readonly Refused[]
  /** Neither logged nor held: more than MAX_HELD. */
  dropped: readonly Pending[]
}

type Submit = (sent: Sent) => Promise<Answer>
type Told = { seq: number | null } | { problem: ProblemSlug; errors?: readonly FieldError[] | undefined }

/** What the writer says of one event until `deadline` (performance.now()): of a double click it is asked once more. */
async function told(submit: Submit, event: Pending, deadline: number): Promise<Told> {
  for (;;) {
    const said = await toldOnce(submit, event, deadline)
    const isInFlight = 'problem' in said && said.problem === 'id-in-flight'
    if (!isInFlight || performance.now() + IN_FLIGHT_MS > deadline) return said
    await sleep(IN_FLIGHT_MS)
  }
}

/** `outcome-unknown` when nothing is said in time. */
async function toldOnce(submit: Submit, event: Pending, deadline: number): Promise<Told> {
  const answer = submit({ key: null, body: new TextEncoder().encode(JSON.stringify(event)) })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, deadline - performance.now()), null)
  })
  try {
    const first = await Promise.race([answer, late])
    if (first === null) return { problem: 'outcome-unknown' }
    return first.ok ? { seq: (JSON.parse(first.json) as Receipt).seq } : first
  } catch (error) {
    if (error instanceof Problem) return { problem: error.slug, errors: error.errors }
    throw error
  } finally {
    clearTimeout(timer)
    answer.catch(() => {}) // it may still fail after nobody waits for it any more
  }
}

/** The server's own time will be a later one; but what may be stored already must be sent again as it was. */
const heldNow = (event: Pending, problem: ProblemSlug | null, now: number): Pending =>
  problem === null || NOT_KEPT.includes(problem)
    ? { ...event, occurred_at: new Date(now).toISOString() }
    : event

/**
 * @param earlier events that were held before, in order; they go first
 * @param events what has just happened, in order
 * @param now epoch milliseconds
 */
export async function deliver(
  submit: Submit,
  { earlier, events }: { earlier: readonly Pending[]; events: readonly Pending[] },
  now: number,
): Promise<Delivery> {
  const deadline = performance.now() + LOG_WITHIN_MS
  const all = [...earlier, ...events]
  const [logged, refused]: [Logged[], Refused[]] = [[], []]
  for (const [index, event] of all.entries()) {
    const said = await told(submit, event, deadline)
    if ('seq' in said) logged.push({ event, seq: said.seq })
    // Ids are made of what happened: other content under the same one is the same thing, measured twice.
    else if (said.problem === 'id-reused') logged.push({ event, seq: null })
    else if (PASSING.includes(said.problem)) {
      const waiting = all.slice(index).map((one, after) => {
        const isNew = index + after >= earlier.length
        return isNew ? heldNow(one, after === 0 ? said.problem : null, now) : one
      })
      const held = waiting.slice(0, MAX_HELD)
      return { logged, refused, held, dropped: waiting.slice(MAX_HELD), why: problems[said.problem].title }
    } else refused.push({ event, title: problems[said.problem].title, errors: said.errors ?? [] })
  }
  return { logged, refused, held: [], dropped: [], why: null }
}
