// The pages for people, and the stream that keeps one of them up to date.

import { z } from 'zod'
import { pageParameters } from '../../report/page-parameters.ts'
import type { Operations } from '../operation.ts'

const HTML = 'text/html'

export const PAGE_OPERATIONS = {
  'GET /': {
    id: 'getRoot',
    group: 'Pages',
    summary: 'Leads to the reports page',
    answers: [{ status: 302, description: 'To `/reports`.', headers: ['Location'] }],
    problems: [],
  },
  'GET /reports': {
    id: 'getReportsPage',
    group: 'Pages',
    summary: 'The reports page, narrowed by the same parameters as the reports',
    description: 'With `HX-Boosted: true` and `HX-Request-Type: partial`, as htmx asks: only its parts.',
    query: pageParameters,
    headers: ['X-Min-Seq', 'If-None-Match'],
    answers: [
      { status: 200, description: 'The page.', headers: ['X-As-Of-Seq', 'ETag'], type: HTML },
      {
        status: 302,
        description: 'To the same address without its empty parameters.',
        headers: ['Location'],
      },
      { status: 304, description: 'The same as the ETag that was sent.', headers: ['ETag'] },
    ],
    problems: [
      'invalid-parameter',
      'not-initialised',
      'snapshot-behind',
      'snapshot-unreadable',
      'reports-busy',
    ],
  },
  'GET /reports/stream': {
    id: 'getReportsStream',
    group: 'Pages',
    summary: 'The live updates of the reports page',
    description:
      'Server-sent events, without an end: the blocks of the page that changed, as HTML; an `alive` without content every 15 s at rest.',
    query: z.object({
      seen: z
        .string()
        .optional()
        .describe('The state that the page was drawn from: nothing is sent before it changes.'),
      ...pageParameters.shape,
    }),
    headers: ['Last-Event-ID'],
    answers: [{ status: 200, description: 'The stream.', type: 'text/event-stream' }],
    problems: ['invalid-parameter', 'reports-busy', 'stopping'],
  },
  'GET /reports.html': {
    id: 'getReportFile',
    group: 'Pages',
    summary: 'The report as a file: one page that opens without a server, prints, and holds its data',
    description:
      'In `<script id="report-data">` stands what the JSON addresses answer for the same period and filters, by address.',
    query: pageParameters,
    headers: ['X-Min-Seq', 'If-None-Match'],
    answers: [
      {
        status: 200,
        description: 'The file, for keeping.',
        headers: ['X-As-Of-Seq', 'ETag', 'Content-Disposition'],
        type: HTML,
      },
      { status: 304, description: 'The same as the ETag that was sent.', headers: ['ETag'] },
    ],
    problems: [
      'invalid-parameter',
      'not-initialised',
      'snapshot-behind',
      'snapshot-unreadable',
      'reports-busy',
    ],
  },
  'GET /docs': {
    id: 'getDocsPage',
    group: 'Pages',
    open: true,
    summary: 'This reference, where each address can be tried',
    headers: ['If-None-Match'],
    answers: [
      { status: 200, description: 'The page.', headers: ['ETag'], type: HTML },
      { status: 304, description: 'The same as the ETag that was sent.', headers: ['ETag'] },
    ],
    problems: [],
  },
} as const satisfies Operations
