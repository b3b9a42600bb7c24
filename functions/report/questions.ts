// What each JSON report takes, and what it answers. These schemas validate, and are what the client's
// types and /openapi.json are made of. It must never know how an answer is computed.
import { z } from 'zod'
import { comparedLatencySchema, comparedSummarySchema } from './comparison.ts'
import { decisionsSchema } from './decisions/decisions.ts'
import { EXAMPLES, exampleParameters, examplesSchema } from './examples/examples.ts'
import { experimentSchema } from './experiment/schema.ts'
import { asOfSchema } from './figures.ts'
import { latencySchema } from './latency.ts'
import { policiesSchema } from './policies.ts'
import { recentSchema } from './recent.ts'
import { compareParameter, scopeParameters } from './scope.ts'
import { statsSchema } from './stats.ts'
import { summarySchema } from './summary.ts'
import { timeseriesSchema, WIDTHS } from './timeseries.ts'

const wholeNumber = (name: string) =>
  z.coerce.number<number | string>().int().positive(`${name} must be a whole number above 0`)
const page = z.object({
  limit: wholeNumber('limit')
    .max(1_000, 'limit must be at most 1,000')
    .default(50)
    .describe('Events of one page.'),
  before: wholeNumber('before').optional().describe('Only events with a lower seq.'),
})
const series = z.object({
  width: z
    .enum(WIDTHS, `width must be one of ${WIDTHS.join(', ')}`)
    .optional()
    .describe('Width of a point; by the length of the period else.'),
})
const examplesPage = exampleParameters.extend({
  limit: wholeNumber('limit')
    .max(50, 'limit must be at most 50')
    .default(EXAMPLES)
    .describe('Examples of one page.'),
  before: wholeNumber('before').optional().describe('Only outcomes with a lower seq.'),
})
const nothing = z.object({})
/** Of a comparison of whole sessions; the other filters are refused (experiment.ts). */
const sessionScope = scopeParameters.pick({ from: true, to: true, tz: true, policy: true, agent_id: true })
const as_of = asOfSchema

/** `parameters` are the report's own, `query` is all that its query string may hold. */
export const JSON_REPORTS = {
  '/events/recent': {
    parameters: page,
    query: page.extend(scopeParameters.shape),
    answer: recentSchema.extend({ as_of }),
  },
  '/events/stats': { parameters: nothing, query: scopeParameters, answer: statsSchema.extend({ as_of }) },
  '/analytics/summary': {
    parameters: compareParameter,
    query: scopeParameters.extend(compareParameter.shape),
    answer: summarySchema.extend(comparedSummarySchema.shape).extend({ as_of }),
  },
  '/analytics/latency': {
    parameters: compareParameter,
    query: scopeParameters.extend(compareParameter.shape),
    answer: latencySchema.extend(comparedLatencySchema.shape).extend({ as_of }),
  },
  '/analytics/policies': {
    parameters: nothing,
    query: scopeParameters,
    answer: policiesSchema.extend({ as_of }),
  },
  '/analytics/timeseries': {
    parameters: series,
    query: series.extend(scopeParameters.shape),
    answer: timeseriesSchema.extend({ as_of }),
  },
  '/analytics/experiment': {
    parameters: nothing,
    query: sessionScope,
    answer: experimentSchema.extend({ as_of }),
  },
  '/analytics/decisions': {
    parameters: nothing,
    query: scopeParameters,
    answer: decisionsSchema.extend({ as_of }),
  },
  '/analytics/examples': {
    parameters: examplesPage,
    query: examplesPage.extend(scopeParameters.shape),
    answer: examplesSchema.extend({ as_of }),
  },
}
export type JsonReport = keyof typeof JSON_REPORTS

export type Asked<R extends JsonReport> = z.output<(typeof JSON_REPORTS)[R]['parameters']>
export type Answered<R extends JsonReport> = z.output<(typeof JSON_REPORTS)[R]['answer']>
