// Loads what the list of events shows: a page of them, how many there are, and what has come since.
import { z } from 'zod'
import type { Loaded } from '../../../views/block.tsx'
import type { EventsProps } from '../../../views/events/events-page.tsx'
import { NewerEvents } from '../../../views/events/newer.tsx'
import type { ReportDeps } from '../deps.ts'
import { eventsUrl } from '../filters.ts'
import { JSON_REPORTS } from '../questions.ts'
import { type RecentEvents, recent } from '../recent.ts'
import { failed, type RenderedBlock, type View, writerState } from '../reports.tsx'
import { type Scope, scopeKey } from '../scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { summary } from '../summary.ts'
import { newerThan } from './newer.ts'

const NOTHING_PUBLISHED = { ok: false, title: '', detail: '', id: '' } as const

/** The same as those of the JSON. */
export const listParameters = JSON_REPORTS['/events/recent'].parameters
const { limit } = listParameters.shape

/** Where a list of events listens. */
export const streamParameters = z.object({
  after: z.coerce
    .number<number | string>()
    .int()
    .min(0, 'after must be a whole number')
    .describe('The event that the list was drawn at: newer ones are counted.'),
  limit: limit.unwrap().optional().describe('Kept by the link to the newest events.'),
})

type List = {
  /** Parameters of the page, beside the scope's, that a change of the filters keeps. */
  kept: { limit?: string }
  page: z.output<typeof listParameters>
}

/** @throws FileGone when the snapshot's files were collected meanwhile */
export async function listProps(deps: ReportDeps, view: View, { kept, page }: List): Promise<EventsProps> {
  const { snapshot, origin, scope, given, tag } = view
  const asOf = snapshot?.asOf ?? { seq: 0, published_at: null }
  const [events, total] =
    snapshot === null
      ? [NOTHING_PUBLISHED, null]
      : await Promise.all([loadEvents(deps, snapshot, scope, page), totalOf(deps, snapshot, scope)])
  const listening = new URLSearchParams({ seen: tag, after: String(asOf.seq), ...kept, ...given })
  return {
    assets: deps.assets,
    origin,
    scope,
    given,
    kept,
    query: new URLSearchParams(given).toString(),
    asOf,
    initialised: snapshot !== null,
    writer: writerState(deps, view),
    before: page.before ?? null,
    events,
    total,
    streamUrl: `/events/stream?${listening}`,
  }
}

const loadEvents = (
  deps: ReportDeps,
  snapshot: Snapshot,
  scope: Scope,
  page: List['page'],
): Promise<Loaded<RecentEvents>> =>
  recent(snapshot, scope, page).then(
    (value) => ({ ok: true, value }),
    (error) => failed(deps, error),
  )

/**
 * How many events the filters let through: those that the summary counts, which is over the same rows.
 * @returns null where only the rows themselves could tell (facts-query.ts), and when it could not be computed
 */
async function totalOf(deps: ReportDeps, snapshot: Snapshot, scope: Scope): Promise<number | null> {
  if (scope.session !== null || (scope.agent !== null && scope.policy !== null)) return null
  return deps.cache
    .get(snapshot, `summary ${scopeKey(scope)}`, () => summary(snapshot, scope))
    .then(
      ({ total_events }) => total_events,
      (error) => {
        failed(deps, error)
        return null // the list stands without it
      },
    )
}

/** What a live update of a list sends: that there is more, and no row, so that nobody loses their place. */
export async function newerBlocks(
  deps: ReportDeps,
  view: View,
  { after, limit }: z.output<typeof streamParameters>,
): Promise<RenderedBlock[]> {
  const { snapshot, scope, given } = view
  const newer = snapshot === null ? { count: 0, more: false } : await newerThan(snapshot, scope, after)
  const href = eventsUrl(given, limit === undefined ? {} : { limit: String(limit) })
  const element = (
    <NewerEvents
      newer={newer}
      after={after}
      href={href}
      writer={writerState(deps, view)}
      timeZone={scope.zone}
    />
  )
  return [{ id: 'block-newer', element, html: element.toString() }]
}
