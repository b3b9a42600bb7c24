// Examples of what agents wrote and what was sent instead: the first outcomes of offers, newest first. Reads raw rows,
// newest segments first. No text leaves here that was not masked; what changed is looked for in the masked texts.
import { z } from 'zod'
import { masked } from '../../coach/masked.ts'
import { OUTCOME_TYPES } from '../../event.ts'
import { timeSchema } from '../figures.ts'
import { searchRows } from '../recent.ts'
import type { RowFilter } from '../row-filter.ts'
import { rowsBySeq } from '../rows-by-seq.ts'
import type { Scope } from '../scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { namedQuery } from '../sql.ts'
import { segmentSchema, wordDiff } from './word-diff.ts'

const sql = namedQuery('examples/examples')

const outcomeSchema = z.enum(OUTCOME_TYPES, `example_outcome must be one of ${OUTCOME_TYPES.join(', ')}`)
const exampleOutcome = outcomeSchema
  .optional()
  .describe('Only offers that ended so; accepted and edited ones else.')
export type ExampleOutcome = z.infer<typeof outcomeSchema>

/** Examples of one page of JSON unless asked otherwise, and on the reports page. */
export const EXAMPLES = 5

/** What the reports page takes besides the scope. */
export const exampleParameters = z.object({ example_outcome: exampleOutcome })

/** Where a text was sent that may differ from the draft. */
const USED = ['accepted', 'edited'] as const

const exampleSchema = z.object({
  seq: z.int().min(1).describe('Of the outcome.'),
  ts: timeSchema.describe('When it came.'),
  outcome: z.enum(OUTCOME_TYPES),
  offer_seq: z.int().min(1),
  agent_id: z.string().nullable().describe('Of the offer.'),
  policies: z.array(z.string()).describe('Policies that the offer’s draft violates.'),
  draft: z.string(),
  final: z
    .string()
    .nullable()
    .describe(
      'What was sent: the draft where it was not replaced; null where an accepted text was not told.',
    ),
  changes: z
    .array(segmentSchema)
    .describe(
      'From draft to final by the word: without `added` it is the draft, without `removed` the final text.',
    ),
})
export type Example = z.infer<typeof exampleSchema>

export const examplesSchema = z.object({
  examples: z
    .array(exampleSchema)
    .describe(
      'Newest first. E-mail addresses, social security, payment card and phone numbers are replaced by [EMAIL], [SSN], [CARD] and [PHONE].',
    ),
  next_before: z.int().nullable().describe('`before` of the next page; null on the last one.'),
})
export type Examples = z.infer<typeof examplesSchema>

/** @param page.outcome null for accepted and edited ones  @param page.before only outcomes with a lower seq */
export async function examples(
  snapshot: Snapshot,
  scope: Scope,
  page: { outcome: ExampleOutcome | null; limit: number; before?: number | undefined },
): Promise<Examples> {
  const { seqs, searchedTo } = await searchRows(snapshot, outcomeFilter(scope, page.outcome), page)
  const found = await rowsBySeq<Row>(snapshot, sql, seqs)
  return {
    examples: found.map(exampleOf),
    next_before: searchedTo > 1 ? searchedTo : null,
  }
}

type Row = Omit<Example, 'final' | 'changes'> & { used: string | null }

function exampleOf({ used, ...row }: Row): Example {
  const draft = masked(row.draft)
  const sent = USED.some((outcome) => outcome === row.outcome) ? used : row.draft
  const final = sent === null ? null : masked(sent)
  return { ...row, draft, final, changes: wordDiff(draft, final ?? draft) }
}

/** First outcomes, where their offers count: at its time, bucket, agent and policies. */
function outcomeFilter(
  { from, to, bucket, policy, event, session, agent }: Scope,
  outcome: ExampleOutcome | null,
): RowFilter {
  const time = (ms: number) => `make_timestamptz(${ms * 1000})`
  const outcomes = outcome === null ? USED : [outcome]
  // Asked for offers, what became of them comes along; asked for one kind of outcome, no other does.
  const among = outcomes.filter((one) => event === null || event === 'offered' || event === one)
  const terms = [
    `resolution = 'first' AND list_contains([${among.map((one) => `'${one}'`).join(', ')}]::VARCHAR[], event)`,
    from === null ? null : `offer_ts >= ${time(from)}`,
    to === null ? null : `offer_ts < ${time(to)}`,
    bucket === null ? null : 'offer_bucket = $bucket',
    policy === null ? null : 'list_contains(offer_policies, $policy)',
    session === null ? null : 'session_id = $session',
    agent === null ? null : 'offer_agent_id = $agent',
  ]
  return {
    where: terms.filter((term) => term !== null).join(' AND '),
    values: Object.fromEntries(
      Object.entries({ bucket, policy, session, agent }).filter(
        (entry): entry is [string, string] => entry[1] !== null,
      ),
    ),
    until: to,
    mayHold: ({ min_filed_at, max_filed_at }) =>
      among.length > 0 &&
      (to === null || Date.parse(min_filed_at) < to) &&
      (from === null || Date.parse(max_filed_at) >= from),
  }
}
