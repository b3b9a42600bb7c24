// What /analytics/experiment answers. Units and rules are said here, once, for the API reference too.
// What is unknown is null; it must never be 0.
import { z } from 'zod'
import { LEAST_SESSIONS } from '../../statistics/enough-data.ts'
import { MISMATCH_BELOW } from '../../statistics/sample-ratio-mismatch.ts'
import { countSchema } from '../figures.ts'
import { METRICS, type MetricName, VALUE_UNITS } from './metrics.ts'

/** The difference that is worth finding, as a share of the control's value. */
export const MINIMAL_RELATIVE_DIFFERENCE = 0.1

const figure = z.number().nullable()
const interval = z.tuple([z.number(), z.number()]).nullable()
const probability = z.number().min(0).max(1).nullable()

const armSchema = z.object({
  sessions: countSchema.describe('Those seen in this arm alone.'),
  undetermined_sessions: countSchema.describe(
    'Of these, sessions that shipped no violation so far and hold a draft without a final text: `sessions_with_shipped_violation` leaves them out.',
  ),
  drafts: countSchema,
  drafts_without_final_text: countSchema.describe(
    'Of these, drafts whose final text is not known: open offers, and suggestions accepted or edited without telling the text. `shipped_violation_rate` leaves them out.',
  ),
})

const valueSchema = z.object({ value: figure, n: countSchema.describe('Sessions of which it is known.') })

const metricSchema = z.object({
  name: z.enum(Object.keys(METRICS) as MetricName[]),
  unit: z.literal('session').describe('What is drawn into an arm as a whole; `n` counts it.'),
  value_unit: z
    .enum(VALUE_UNITS)
    .describe('Of value, difference, se, ci, sequential_ci, minimal_difference.'),
  better: z
    .enum(['lower'])
    .nullable()
    .describe(
      'Null: a balance check. The arms should not differ, because a suggestion comes only afterwards.',
    ),
  control: valueSchema.describe('Arm `off`: the coach ran, nothing was shown.'),
  treatment: valueSchema.describe('Arm `on`: suggestions were shown.'),
  difference: figure.describe('Treatment less control.'),
  se: figure.describe('Standard error of the difference; drafts of one session count as one (delta method).'),
  ci: interval.describe('95 % interval of the difference (Welch), for one look at a time set before.'),
  df: figure.describe('Degrees of freedom (Welch–Satterthwaite).'),
  p_value: probability.describe('Two-sided, for one look at a time set before.'),
  p_value_adjusted: probability.describe('The same, for all metrics of this answer together (Holm).'),
  relative: z
    .object({ difference: figure, ci: interval, p_value: probability })
    .describe('As shares of the control’s value; null where that is 0.'),
  sequential_ci: interval.describe('95 % interval that holds however often one looks, whenever one stops.'),
  chance_to_win: probability.describe(
    'That the treatment is better, where nothing was believed before; null for a balance check.',
  ),
  minimal_difference: figure.describe(
    `The difference worth finding: ${MINIMAL_RELATIVE_DIFFERENCE * 100} % of the control’s value.`,
  ),
  enough_data: z
    .boolean()
    .describe(
      `In each arm ${LEAST_SESSIONS} sessions, more than 5 of what is counted, and of shares more than 5 of the rest; and sessions that differ. Else every figure of chance is null.`,
    ),
  more_sessions: countSchema
    .nullable()
    .describe(
      'About how many more, of both arms together as they are split: until there is enough data; then, while `ci` holds 0, until it reaches no further than minimal_difference to either side. Null: none, or there is no telling.',
    ),
  meaning: z.string().describe('All of it as a sentence or two.'),
})

export const experimentSchema = z.object({
  arms: z.object({ on: armSchema, off: armSchema }),
  srm: z
    .object({
      chi2: figure,
      p_value: probability,
      flagged: z
        .boolean()
        .describe(`p_value is below ${MISMATCH_BELOW}: no figure of this answer can be trusted.`),
      enough_data: z.boolean().describe(`${LEAST_SESSIONS} sessions are expected in each arm.`),
      meaning: z.string(),
    })
    .describe('Sample ratio mismatch: whether sessions are split as intended, half and half.'),
  crossover_sessions: countSchema.describe('Seen in both arms, and therefore in neither.'),
  metrics: z.array(metricSchema),
})
export type Experiment = z.infer<typeof experimentSchema>
export type MetricFigures = z.infer<typeof metricSchema>
