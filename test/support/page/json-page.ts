// What the whole reports page must show, from what the JSON URLs answer to the same query.
import type { Answered } from '../../../functions/report/questions.ts'
import type { Scope } from '../../../functions/report/scope.ts'
import { dayAndTime } from '../../../views/format.ts'
import { experimentOf } from './json-experiment.ts'
import { eventTypesOf, examplesOf, freshnessOf, newestOf, policiesOf } from './json-lists.ts'
import { decisionsOf, latencyOf, overTimeOf } from './json-series.ts'
import { inWords, totalsOf } from './json-totals.ts'
import type { Figures } from './page-figures.ts'

/** Each report's answer to one query. */
export type Answers = {
  summary: Answered<'/analytics/summary'>
  latency: Answered<'/analytics/latency'>
  policies: Answered<'/analytics/policies'>
  timeseries: Answered<'/analytics/timeseries'>
  decisions: Answered<'/analytics/decisions'>
  examples: Answered<'/analytics/examples'>
  recent: Answered<'/events/recent'>
  /** Null where the filters leave nothing to compare. */
  experiment: Answered<'/analytics/experiment'> | null
}

/** As `figuresOfPage` has it. @param firstEvent when the log begins  @param now both epoch milliseconds */
export function pageOf(
  answers: Answers,
  scope: Scope,
  { firstEvent, now }: { firstEvent: number; now: number },
): Record<string, Figures> {
  const { zone, from, to } = scope
  const { summary } = answers
  const begun = from === null || from <= now
  return {
    freshness: freshnessOf(summary.as_of, zone),
    start: {},
    nothing: summary.total_events > 0 ? {} : inWords(nothingOf({ begun, to, firstEvent, zone })),
    totals: totalsOf(answers, scope, begun),
    experiment: experimentOf(answers.experiment, scope),
    'over-time': overTimeOf(answers.timeseries, zone),
    decisions: decisionsOf(answers.decisions, scope),
    'event-types': eventTypesOf(summary),
    latency: latencyOf(answers.latency),
    policies: policiesOf(answers.policies),
    examples: examplesOf(answers.examples, zone),
    newest: newestOf(answers.recent, zone),
  }
}

type Nothing = { begun: boolean; to: number | null; firstEvent: number; zone: string }

function nothingOf({ begun, to, firstEvent, zone }: Nothing): string {
  const rest = 'Remove a filter above, choose another period, or show all events.'
  if (!begun) return `What will come in it is not known yet. ${rest}`
  if (to !== null && to <= firstEvent)
    return `The log begins at ${dayAndTime(firstEvent, zone)}; it says nothing of what was before. ${rest}`
  return `A count of 0 below is known; rates and times of no event are not. ${rest}`
}
