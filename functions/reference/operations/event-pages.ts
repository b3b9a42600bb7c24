// The pages of events, and the stream that tells a list of newer ones.
import { z } from 'zod'
import { streamParameters } from '../../report/events/list.tsx'
import { sessionParameters } from '../../report/events/routes.tsx'
import { JSON_REPORTS } from '../../report/questions.ts'
import { scopeParameters } from '../../report/scope.ts'
import type { Operation, Operations } from '../operation.ts'
import { REPORT_PROBLEMS } from './reports.ts'

const HTML = 'text/html'

/** What every page of events has in common. */
const PAGE = {
  group: 'Pages',
  headers: ['X-Min-Seq', 'If-None-Match'],
} as const satisfies Partial<Operation>
const SHOWN = { status: 200, description: 'The page.', headers: ['X-As-Of-Seq', 'ETag'], type: HTML } as const
const SAME = { status: 304, description: 'The same as the ETag that was sent.', headers: ['ETag'] } as const

export const EVENT_PAGE_OPERATIONS = {
  'GET /events': {
    ...PAGE,
    id: 'getEventsPage',
    summary: 'The events that the filters let through, newest first, as a page',
    description: 'The same rows and parameters as `/events/recent`.',
    query: JSON_REPORTS['/events/recent'].query,
    answers: [
      SHOWN,
      {
        status: 302,
        description: 'To the same address without its empty parameters.',
        headers: ['Location'],
      },
      SAME,
    ],
    problems: REPORT_PROBLEMS,
  },
  'GET /events/stream': {
    id: 'getEventsStream',
    group: 'Pages',
    summary: 'How many events have come since a list of them was drawn',
    description: 'Server-sent events, without an end: a link to the newer events, as HTML.',
    query: z.object({
      seen: z
        .string()
        .optional()
        .describe('The state that the page was drawn from: nothing is sent before it changes.'),
      ...streamParameters.shape,
      ...scopeParameters.shape,
    }),
    headers: ['Last-Event-ID'],
    answers: [{ status: 200, description: 'The stream.', type: 'text/event-stream' }],
    problems: ['invalid-parameter', 'reports-busy', 'stopping'],
  },
  'GET /events/session': {
    ...PAGE,
    id: 'getSessionPage',
    summary: 'One session as it went: each offer with its outcomes, as a page',
    query: sessionParameters,
    sample: { session_id: 'session-1' },
    answers: [SHOWN, SAME],
    problems: ['not-found', ...REPORT_PROBLEMS],
  },
  'GET /events/:seq': {
    ...PAGE,
    id: 'getEventPage',
    summary: 'One event in full, as a page',
    path: z.object({ seq: z.int().min(1).describe('The number of the event.') }),
    query: scopeParameters.pick({ tz: true }),
    sample: { seq: '1' },
    answers: [SHOWN, SAME],
    problems: ['not-found', ...REPORT_PROBLEMS],
  },
} as const satisfies Operations
