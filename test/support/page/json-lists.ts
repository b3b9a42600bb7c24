// What the page must show of policies, types of events, examples and the newest events, in the page's own words.
import type { EventType } from '../../../functions/event.ts'
import type { Examples } from '../../../functions/report/examples/examples.ts'
import type { AsOf } from '../../../functions/report/figures.ts'
import type { Policies } from '../../../functions/report/policies.ts'
import type { EventRow, RecentEvents } from '../../../functions/report/recent.ts'
import type { Summary } from '../../../functions/report/summary.ts'
import { EVENT_MEANINGS } from '../../../views/event-type.tsx'
import { clock, count, date, dayAndClock, duration, percent } from '../../../views/format.ts'
import { inWords, known, said } from './json-totals.ts'
import { at, type Figures } from './page-figures.ts'

export const freshnessOf = ({ seq, published_at }: AsOf, zone: string): Figures =>
  inWords(
    `As of event ${seq}, ${clock(published_at as string, zone)} ${date(published_at as string, zone)} · ${zone}`,
  )

export function eventTypesOf({ event_counts, total_events, orphan_outcomes }: Summary): Figures {
  const rows = Object.entries(EVENT_MEANINGS).map(([type, meaning]) => {
    const n = event_counts[type as EventType] ?? 0
    const row = `${type} ${meaning}`
    return {
      [at(row, 'Count')]: n > 0 ? `${count(n)} ${type}` : count(n),
      [at(row, 'Share')]: known(total_events > 0 ? (100 * n) / total_events : null, percent),
    }
  })
  const answer = orphan_outcomes === 1 ? '1 outcome answers' : `${count(orphan_outcomes)} outcomes answer`
  return {
    ...Object.assign({}, ...rows),
    ...inWords(
      orphan_outcomes > 0 &&
        `${answer} no offer in the log (orphans). They are counted here, but not in the accept rate.`,
    ),
  }
}

export function policiesOf({ policies }: Policies): Figures {
  const described = policies.some(({ severity }) => severity !== null)
  const rows = policies.map(({ id, name, severity, detected, prevented, shipped }) => {
    const row = name === null ? said(id, described && 'not in the policy file') : said(name, id)
    return {
      ...(described && { [at(row, 'Severity')]: known(severity, String) }),
      [at(row, 'Detected')]: count(detected),
      [at(row, 'Prevented')]: count(prevented),
      [at(row, 'Shipped')]: count(shipped),
    }
  })
  return Object.assign({}, ...rows)
}

/** Where each example is; what its texts say is no figure. */
export function examplesOf({ examples, next_before }: Examples, zone: string): Figures {
  const rows = examples.map(({ seq, ts, outcome, agent_id, policies }) => ({
    [`example-${seq}`]: said(
      outcome,
      dayAndClock(ts, zone),
      agent_id && `agent ${agent_id}`,
      `Event ${seq}`,
      ...policies,
    ),
  }))
  return {
    ...Object.assign({}, ...rows),
    ...inWords(
      examples.length === 0 &&
        next_before !== null &&
        `The search stopped at event ${next_before}: search the older ones (JSON)`,
    ),
  }
}

function rowOf(row: EventRow, zone: string): Figures {
  const { seq, ts, event, resolution, session_id, agent_draft, suggestion_used, policy_refs } = row
  const cells: Figures = {
    Time: dayAndClock(ts, zone),
    Type: said(event, resolution === 'first' ? null : resolution),
    Session: session_id,
    Draft: said(
      agent_draft,
      suggestion_used !== null && `Text used instead ${suggestion_used}`,
      `Event ${row.id}, bucket ${row.ab_test_bucket}${row.agent_id === null ? '' : `, agent ${row.agent_id}`}`,
    ),
    Policies: policy_refs.join(' '),
    Latency: duration(row.latency_ms),
  }
  return Object.fromEntries(Object.entries(cells).map(([column, text]) => [at(String(seq), column), text]))
}

export const newestOf = ({ events, next_before }: RecentEvents, zone: string): Figures => ({
  ...Object.assign({}, ...events.map((row) => rowOf(row, zone))),
  ...inWords(
    events.length === 0 &&
      next_before !== null &&
      `The search stopped at event ${next_before}: search the older ones`,
  ),
})
