// The data that travels with a report as a file: what the JSON addresses answer for the same period and filters, from
// the same snapshot. It must never compute anything: the figures are those that the page shows.
import type { Loaded } from '../../../views/block.tsx'
import { jsonLink } from '../../../views/json-links.ts'
import type { ReportsProps } from '../../../views/reports-page.tsx'
import { NEWEST } from '../reports.tsx'

/** A block that failed says so here too. */
type Problem = { problem: Pick<Loaded<never> & { ok: false }, 'title' | 'detail'> }

/** What each address answers, by path and query; an experiment that was not computed is left out. */
export function dataOf(props: ReportsProps): Record<string, object | Problem> {
  const { asOf: as_of, jsonQuery, comparison } = props
  const answer = <T extends object>(loaded: Loaded<T>, more: object = {}) =>
    loaded.ok
      ? { ...loaded.value, ...more, as_of }
      : { problem: { title: loaded.title, detail: loaded.detail } }
  const compared = comparison?.ok ? comparison.value : null
  const experiment = props.experiment.ok ? props.experiment.value : null
  const grouped = experiment !== null && 'grouped' in experiment ? experiment.figures : experiment
  const newest = new URLSearchParams([...new URLSearchParams(jsonQuery), ['limit', String(NEWEST)]])
  return Object.fromEntries([
    [jsonLink('/analytics/summary', jsonQuery), answer(props.summary, compared?.summary)],
    [jsonLink('/analytics/timeseries', jsonQuery), answer(props.timeseries)],
    [jsonLink('/analytics/latency', jsonQuery), answer(props.latency, compared?.latency)],
    [jsonLink('/analytics/policies', jsonQuery), answer(props.policies)],
    [jsonLink('/analytics/decisions', jsonQuery), answer(props.decisions)],
    [jsonLink('/analytics/examples', jsonQuery), answer(props.examples)],
    [jsonLink('/events/recent', newest.toString()), answer(props.newest)],
    ...(grouped === null || 'refused' in grouped
      ? []
      : [[jsonLink('/analytics/experiment', jsonQuery), { ...grouped, as_of }]]),
  ])
}
