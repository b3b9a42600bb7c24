// Every page of the product, taken from its own description, and the addresses at which each is looked at.
// It must never leave a page out: one that is described and has no address here is named.
import { OPERATIONS } from '../../functions/reference/operations.ts'
import type { TimedEvent } from './sample-days.ts'

export type Address = { path: string; status: number }

type Log = { first: TimedEvent; session: string; seq: number }

/** By route: the page in the states that a log with events can show. */
const STATES: Readonly<Record<string, (log: Log) => string[]>> = {
  '/reports': ({ first }) => [
    '/reports',
    `/reports?from=${first.ts.slice(0, 10)}&tz=Europe/Berlin&policy=TONE&agent_id=${first.agent_id}`,
    // Refused: an experiment of one bucket. Failing: a chart of a thousand years.
    '/reports?bucket=on&event=offered&from=0900-01-01',
    '/reports?to=2020-01-01',
    '/reports?from=2100-01-01',
  ],
  '/events': () => ['/events', '/events?bucket=on&session_id=nobody'],
  '/events/session': ({ session }) => [`/events/session?session_id=${session}`],
  '/events/:seq': ({ seq }) => [`/events/${seq}`],
  '/live': () => ['/live?session_id=s-live&agent_id=a-1&example=1'],
  '/docs': () => ['/docs'],
  '/problems': () => ['/problems'],
  '/problems/:slug': () => ['/problems/outcome-unknown'],
}

const ERRORS: readonly Address[] = [
  { path: '/no-such-page', status: 404 },
  { path: '/reports?tz=Nowhere&bucket=maybe', status: 400 },
]

/** What is a file to keep is looked at where it is opened from (test/browser/reports.test.ts). */
const answersWithPage = ({ method, answers }: (typeof OPERATIONS)[number]) =>
  method === 'GET' &&
  answers.some(
    ({ status, type, headers }) =>
      status === 200 && type === 'text/html' && !headers?.includes('Content-Disposition'),
  )

/** The routes of all pages, as in ROUTES. */
const PAGE_ROUTES: readonly string[] = OPERATIONS.filter(answersWithPage).map(({ route }) => route)

/** @param events of the log, as sampleLog gives them  @throws Error naming a page without an address */
export function addresses(events: readonly TimedEvent[]): readonly Address[] {
  const accepted = events.findIndex(({ event }) => event === 'accepted')
  const [first, one] = [events[0], events[accepted]]
  if (!first || !one) throw new Error('the log has no accepted suggestion to look at')
  const ofPages = PAGE_ROUTES.flatMap((route) => {
    const states = STATES[route]
    if (!states) throw new Error(`nothing looks at the page ${route}: give it addresses`)
    return states({ first, session: one.session_id, seq: accepted + 1 })
  })
  return [...ofPages.map((path) => ({ path, status: 200 })), ...ERRORS]
}
