// What the JSON answers to a page's query have and the page does not show, with the reason. A path stands for all below it.

const OF_EACH_EVENT = 'stands on the event’s own page'
const A_TEXT = 'a text, and no figure'
const BEHIND = 'a step to figures that are shown'
const P95_ALONE = 'latency is compared by its p95'
const SAME_SNAPSHOT = 'that of the summary, which the page is of'

/** By path, from the names of the answers in json-page.ts on. */
export const NOT_ON_PAGE = {
  'decisions.as_of': SAME_SNAPSHOT,
  'decisions.curve': 'drawn; the table has it at round times',
  'decisions.watched_s': 'drawn: where the curve ends',
  'examples.as_of': SAME_SNAPSHOT,
  'examples.examples[].changes': A_TEXT,
  'examples.examples[].draft': A_TEXT,
  'examples.examples[].final': A_TEXT,
  'examples.examples[].offer_seq': OF_EACH_EVENT,
  'experiment.as_of': SAME_SNAPSHOT,
  'experiment.metrics[].df': BEHIND,
  'experiment.metrics[].minimal_difference': 'told in the sentence, where it decides something',
  'experiment.metrics[].relative.p_value': 'that of the difference is shown',
  'experiment.metrics[].se': BEHIND,
  'experiment.metrics[].unit': A_TEXT,
  'experiment.srm.chi2': BEHIND,
  'experiment.srm.enough_data': 'told in the sentence',
  'latency.as_of': SAME_SNAPSHOT,
  'latency.no_previous': 'that of the summary, which has the same periods',
  'latency.previous.avg_latency_ms': P95_ALONE,
  'latency.previous.error_bound': P95_ALONE,
  'latency.previous.from': P95_ALONE,
  'latency.previous.histogram': P95_ALONE,
  'latency.previous.log_begins_at': P95_ALONE,
  'latency.previous.max_latency_ms': P95_ALONE,
  'latency.previous.min_latency_ms': P95_ALONE,
  'latency.previous.percentiles.p50': P95_ALONE,
  'latency.previous.percentiles.p90': P95_ALONE,
  'latency.previous.percentiles.p99': P95_ALONE,
  'latency.previous.to': P95_ALONE,
  'latency.previous.total_requests': P95_ALONE,
  'policies.as_of': SAME_SNAPSHOT,
  'policies.policy_violations': 'the table’s column',
  'policies.total_policies': 'the table’s rows',
  'policies.total_violations': 'the total of the summary',
  'recent.as_of': SAME_SNAPSHOT,
  'recent.events[].occurred_at': OF_EACH_EVENT,
  'recent.events[].offer_seq': OF_EACH_EVENT,
  'recent.events[].suggestion_id': OF_EACH_EVENT,
  'summary.avg_latency_ms': 'stands under latency',
  'summary.previous.accept_rate_ci': 'the interval of the difference is shown',
  'summary.previous.avg_latency_ms': P95_ALONE,
  'summary.previous.event_counts': 'types are not compared',
  'summary.previous.orphan_outcomes': 'types are not compared',
  'summary.previous.suggestions_accepted': 'the rate is compared',
  'timeseries.as_of': SAME_SNAPSHOT,
  'timeseries.points[].p95_latency_ms': 'the series on the page are of offers and what became of them',
  'timeseries.points[].withheld': 'the series on the page are of offers and what became of them',
}
