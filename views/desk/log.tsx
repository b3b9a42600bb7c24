// What is in the log of this desk's events, and what is not yet: those wait in the page's form, in their order, and go
// along with whatever is pressed next. It must never call an event logged that the writer has not acknowledged.
import type { Delivery } from '../../functions/desk/deliver.ts'
import { eventUrl, sessionUrl } from '../../functions/report/filters.ts'
import { EventBadge } from '../event-type.tsx'
import { beginning } from '../events/beginning.ts'
import { count } from '../format.ts'

export type LogProps = Delivery & {
  /** Whether the reports have reached what was logged: only then a link leads there. */
  published: boolean
}

/** Of a draft, enough to know it again. */
const BEGINNING = 80

const Logged = ({ logged, published }: Pick<LogProps, 'logged' | 'published'>) => {
  const session = logged.at(-1)?.event.session_id
  return (
    <p class="logged">
      <span class="quiet">Logged</span>
      {logged.map(({ event, seq }) => (
        <span>
          <EventBadge type={event.event} />{' '}
          {seq === null ? (
            'was logged before'
          ) : published ? (
            <a href={eventUrl(seq, {})}>event {seq}</a>
          ) : (
            `event ${seq}, not published yet`
          )}
        </span>
      ))}
      {session !== undefined && published && <a href={sessionUrl(session, {})}>The session so far</a>}
    </p>
  )
}

/** Its own request, so that what is being typed stays; a script presses it too. */
const Retry = ({ hidden }: { hidden?: true }) => (
  <button
    type="submit"
    id="retry"
    name="do"
    value="retry"
    hidden={hidden}
    formnovalidate
    hx-post="/live"
    hx-target="#log"
    hx-swap="innerHTML"
  >
    Try again now
  </button>
)

const Held = ({ held, why }: Pick<LogProps, 'held' | 'why'>) => (
  <section class="failure held" aria-labelledby="held-title">
    <h2 class="failure-title" id="held-title">
      Not logged yet
    </h2>
    <p>
      {why !== null && `${why}. `}
      {held.length === 1 ? 'This event waits' : `These ${count(held.length)} events wait`} in this page, and{' '}
      {held.length === 1 ? 'goes' : 'go'} along with whatever you press next.
    </p>
    <ol>
      {held.map((event) => (
        <li>
          <EventBadge type={event.event} /> <bdi class="quiet">{beginning(event.agent_draft, BEGINNING)}</bdi>
          <input type="hidden" name="held" value={JSON.stringify(event)} />
        </li>
      ))}
    </ol>
    <p class="quiet scripted-only" data-again>
      The page tries again by itself; they stay in this tab until then.
    </p>
    <p class="quiet unscripted-only">Keep this page open until they are logged.</p>
    <Retry />
  </section>
)

export const Log = ({ logged, published, held, why, refused, dropped }: LogProps) => (
  <>
    <div role="status">
      {logged.length > 0 && <Logged logged={logged} published={published} />}
      {refused.map(({ event, title, errors }) => (
        <p class="failure">
          <EventBadge type={event.event} /> was not logged: {title}.{' '}
          {errors.map(({ message }) => message).join('; ')}
        </p>
      ))}
      {dropped.map(({ event }) => (
        <p class="failure">
          <EventBadge type={event} /> is neither logged nor kept: too many events wait here already.
        </p>
      ))}
    </div>
    {held.length > 0 ? <Held held={held} why={why} /> : <Retry hidden />}
  </>
)
