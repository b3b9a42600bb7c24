// The page on which an agent works with the coach.
import { deskParameters } from '../../desk/parameters.ts'
import type { Operations } from '../operation.ts'

const HTML = 'text/html'

export const LIVE_OPERATIONS = {
  'GET /live': {
    id: 'getLivePage',
    group: 'Pages',
    summary: 'The coach at work: a draft, a suggestion, a choice',
    query: deskParameters,
    sample: { session_id: 'session-1' },
    answers: [
      { status: 200, description: 'The page.', type: HTML },
      { status: 302, description: 'Without `session_id`: to a new session.', headers: ['Location'] },
    ],
    problems: ['invalid-parameter'],
  },
  'POST /live': {
    id: 'postLivePage',
    group: 'Pages',
    ownForm: true,
    summary: 'A step on that page: asks the coach, or says what became of its suggestion',
    description:
      'The form of the page itself; programs use `/coach/suggest` and `/events/coach`. What happened is logged as an event before the answer, or waits in the answer’s form. With `HX-Request: true` the answer is the part that changes.',
    body: {
      type: 'application/x-www-form-urlencoded',
      schema: 'LiveForm',
      example: {
        session_id: 'session-1',
        agent_draft: 'This fund is guaranteed to return 8% a year.',
      },
    },
    answers: [
      { status: 200, description: 'The page.', type: HTML },
      { status: 422, description: 'The page, with what is wrong with the form.', type: HTML },
    ],
    problems: [
      'invalid-parameter',
      'malformed-body',
      'origin-not-allowed',
      'body-too-large',
      'unsupported-media-type',
    ],
  },
} as const satisfies Operations
