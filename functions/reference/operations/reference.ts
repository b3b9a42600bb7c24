// What the product says about itself: its health, its problems, its addresses.
import { z } from 'zod'
import { VERSION } from '../../version.ts'
import type { Answer, Operations } from '../operation.ts'
import { PROBLEM_ENTRIES, problemEntry } from '../problem-entry.ts'
import type { SchemaName } from '../schemas.ts'

const HEALTHY = {
  status: 'healthy',
  version: VERSION,
  reports: 'healthy',
  writer: 'up',
  published: { seq: 3, segments: 1, coarse_rollups: 0, bytes: 18_230, write_amplification: 1 },
}

const READY = {
  status: 'ready',
  version: VERSION,
  writer: { state: 'up', since: '2026-07-01T09:30:00.000Z' },
  snapshot: { seq: 3, age_seconds: 0.4, behind: false },
  disk: { free_bytes: 85_899_345_920, total_bytes: 270_582_939_648, nearly_full: false },
}

/** A page for people unless JSON is asked for. */
const pageOrJson = (description: string, schema: SchemaName, example: unknown): Answer[] => [
  { status: 200, description, headers: ['ETag'], type: 'text/html' },
  { status: 200, description, headers: ['ETag'], type: 'application/json', schema, example },
  { status: 304, description: 'The same as the ETag that was sent.', headers: ['ETag'] },
]

export const REFERENCE_OPERATIONS = {
  'GET /health': {
    id: 'getHealth',
    group: 'Reference',
    open: true,
    summary: 'Whether reports can be computed and the writer answers; both are really asked',
    answers: [
      {
        status: 200,
        description: 'All is well.',
        type: 'application/json',
        schema: 'Health',
        example: HEALTHY,
      },
      {
        status: 503,
        description: 'Reports cannot be computed, or the writer is down.',
        type: 'application/json',
        schema: 'Health',
        example: { ...HEALTHY, status: 'unhealthy', writer: 'down' },
      },
    ],
    problems: [],
  },
  'GET /livez': {
    id: 'getLiveness',
    group: 'Reference',
    open: true,
    summary: 'Whether this instance runs; asks nothing else',
    answers: [
      {
        status: 200,
        description: 'It runs.',
        type: 'application/json',
        schema: 'Alive',
        example: { status: 'alive', version: VERSION },
      },
    ],
    problems: [],
  },
  'GET /readyz': {
    id: 'getReadiness',
    group: 'Reference',
    open: true,
    summary: 'Whether this instance can answer reports, and how writer, snapshot and disk are',
    answers: [
      {
        status: 200,
        description: 'It can; `degraded` when a part is not as it should be.',
        type: 'application/json',
        schema: 'Ready',
        example: READY,
      },
      {
        status: 503,
        description: 'It has no snapshot that it could answer from, or is stopping.',
        type: 'application/json',
        schema: 'Ready',
        example: { ...READY, status: 'unready', snapshot: null },
      },
    ],
    problems: [],
  },
  'GET /metrics': {
    id: 'getMetrics',
    group: 'Reference',
    summary: 'What is measured of every process of this machine, as text for Prometheus',
    answers: [{ status: 200, description: 'Text of version 0.0.4.', type: 'text/plain' }],
    problems: [],
  },
  'GET /openapi.json': {
    id: 'getOpenApi',
    group: 'Reference',
    open: true,
    summary: 'Every address as an OpenAPI 3.1 document',
    headers: ['If-None-Match'],
    answers: [
      { status: 200, description: 'The document.', headers: ['ETag'], type: 'application/json' },
      { status: 304, description: 'The same as the ETag that was sent.', headers: ['ETag'] },
    ],
    problems: [],
  },
  'GET /problems': {
    id: 'listProblems',
    group: 'Reference',
    open: true,
    summary: 'Every problem that an answer can name',
    description: 'A page, unless the header Accept asks for `application/json`.',
    headers: ['If-None-Match'],
    answers: pageOrJson('Every problem.', 'ProblemList', { problems: PROBLEM_ENTRIES.slice(0, 1) }),
    problems: [],
  },
  'GET /problems/:slug': {
    id: 'getProblem',
    group: 'Reference',
    open: true,
    summary: 'One problem: what it means, what to do, whether to send the same again',
    description:
      'The `type` of every error is an address of this kind. A page, unless the header Accept asks for `application/json`.',
    path: z.object({ slug: z.string().describe('The last part of `type`.') }),
    sample: { slug: 'queue-full' },
    headers: ['If-None-Match'],
    answers: pageOrJson('The problem.', 'ProblemEntry', problemEntry('queue-full')),
    problems: ['not-found'],
  },
  'GET /robots.txt': {
    id: 'getRobots',
    group: 'Reference',
    open: true,
    summary: 'What robots may read: pages, but nothing that is computed for programs',
    answers: [{ status: 200, description: 'Rules as in RFC 9309.', type: 'text/plain' }],
    problems: [],
  },
} as const satisfies Operations
