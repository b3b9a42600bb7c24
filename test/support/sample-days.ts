// Sample conversations laid over days as a support desk has them: busy mornings, quiet nights, fewer at weekends.
// Pure: the same arguments give the same events with the same ids and times. It must never read a clock.

import { mulberry32 } from '../../functions/cli/mulberry32.ts'
import { type SampleEvent, sampleSessions } from '../../functions/cli/sample-conversations.ts'
import { isOutcome } from '../../functions/event.ts'

/** An event as `npm run import` takes it. */
export type TimedEvent = SampleEvent & { ts: string }

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Shares of a working day's sessions that begin in each hour of UTC. */
const HOURS = [1, 1, 1, 1, 2, 4, 10, 22, 34, 38, 36, 30, 26, 32, 36, 33, 27, 20, 14, 10, 7, 5, 3, 2] as const
/** Sessions beside those of a Wednesday, from Sunday on. */
const WEEKDAYS = [0.28, 1.08, 1.02, 1, 0.97, 0.86, 0.38] as const
/** Between two drafts of one session. */
const BETWEEN_MS = { least: 40_000, most: 420_000 }
/** Of the time to a decision: log-normal, as waiting times are. */
const DECISION = { medianMs: 24_000, spread: 0.9 }
/** When nobody has decided by then, the product that shows suggestions reports a timeout. */
const TIMEOUT_MS = 600_000

export type Days = {
  seed: number
  /** How many events there are; the last session may be cut. */
  events: number
  /** How many days they are spread over. */
  days: number
  /** The last event comes before this, epoch ms. */
  until: number
}

/** @returns the events in the order in which they came */
export function sampleDays({ seed, events, days, until }: Days): TimedEvent[] {
  const random = mulberry32(seed)
  const sessions = sampleSessions(seed, idsOf(random))
  const from = until - days * DAY_MS
  const timed: TimedEvent[] = []
  while (timed.length < events) {
    const began = from + Math.floor(random() * days * DAY_MS)
    const session = lasting(sessions.next().value, began, random)
    if (random() < busy(began) && last(session) < until) timed.push(...session)
  }
  return timed.slice(0, events).sort((a, b) => (a.ts < b.ts ? -1 : 1))
}

const last = (session: TimedEvent[]) => Date.parse(session.at(-1)?.ts ?? '')

/** From 0 to 1. */
function busy(at: number): number {
  const hour = HOURS[Math.floor((at % DAY_MS) / HOUR_MS)] as number
  const day = WEEKDAYS[new Date(at).getUTCDay()] as number
  return (hour * day) / (Math.max(...HOURS) * Math.max(...WEEKDAYS))
}

function lasting(session: SampleEvent[], began: number, random: () => number): TimedEvent[] {
  let at = began
  return session.map((event) => {
    if (!isOutcome(event.event)) at += BETWEEN_MS.least + random() * (BETWEEN_MS.most - BETWEEN_MS.least)
    else at += event.event === 'timeout' ? TIMEOUT_MS : decision(random)
    return { ...event, ts: new Date(at).toISOString() }
  })
}

function decision(random: () => number): number {
  // A normally distributed number by the method of Box and Muller.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.min(TIMEOUT_MS - 1, DECISION.medianMs * Math.exp(DECISION.spread * normal))
}

/** UUIDs of chance that can be repeated. */
const idsOf = (random: () => number) => () => {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
