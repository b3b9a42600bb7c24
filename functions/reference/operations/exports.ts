// The exports.
import { z } from 'zod'
import { csvParameters, parameters } from '../../report/export/routes.ts'
import { scopeParameters } from '../../report/scope.ts'
import type { Answer, Operation, Operations } from '../operation.ts'
import { REPORT_PROBLEMS } from './reports.ts'

const exported = (
  said: Pick<Operation, 'id' | 'summary' | 'description'>,
  own: z.ZodObject,
  answer: Pick<Answer, 'type' | 'description'>,
): Operation => ({
  ...said,
  group: 'Exports',
  query: z.object({ ...own.shape, ...scopeParameters.shape }),
  headers: ['X-Min-Seq'],
  sample: { after_seq: '0', event: 'offered' },
  answers: [{ status: 200, ...answer, headers: ['X-As-Of-Seq', 'Content-Disposition'] }],
  problems: [...REPORT_PROBLEMS, 'stopping'],
})

const AGAIN =
  'Ask next time with `after_seq=` the X-As-Of-Seq of this answer: every event comes once. When something goes wrong midway the connection breaks; a body never just ends early.'

export const EXPORT_OPERATIONS = {
  'GET /export/events.csv': exported(
    { id: 'exportCsv', summary: 'Events as CSV with a header', description: AGAIN },
    csvParameters,
    {
      type: 'text/csv',
      description: 'A null is an empty cell, an empty text is `""`, and policy_refs is JSON.',
    },
  ),
  'GET /export/events.ndjson': exported(
    { id: 'exportNdjson', summary: 'Events as JSON, one a line', description: AGAIN },
    parameters,
    { type: 'application/x-ndjson', description: 'Each line is an event as in `/events/recent`.' },
  ),
  'GET /export/events.parquet': exported(
    { id: 'exportParquet', summary: 'Events as a Parquet file', description: AGAIN },
    parameters,
    {
      type: 'application/vnd.apache.parquet',
      description: 'Typed columns, in the order of the other formats.',
    },
  ),
} as const satisfies Operations
