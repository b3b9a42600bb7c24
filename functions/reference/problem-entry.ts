// An entry of the catalogue of problems as /problems and /problems/<slug> show it, in JSON and as a page.
// It must never differ from what an answer says: titles, statuses and hints are those of problem.ts.
import { z } from 'zod'
import { Problem, type ProblemDocument, type ProblemSlug, problemDocument, problems } from '../problem.ts'
import { MEANINGS } from './problem-meanings.ts'

/** The body of every error (RFC 9457). */
export const problemSchema = z.object({
  type: z.string().describe('`/problems/<slug>`: where this kind of problem is explained.'),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().describe('About this occurrence.'),
  instance: z.string().describe('Identifies this occurrence, here and in the log.'),
  errors: z
    .array(z.object({ path: z.string(), message: z.string() }))
    .exactOptional()
    .describe('Each invalid field: its path in dots, and what it takes.'),
}) satisfies z.ZodType<ProblemDocument>

export const problemEntrySchema = z.object({
  slug: z.string(),
  type: z.string(),
  status: z.int().min(400).max(599),
  title: z.string(),
  meaning: z.string(),
  hint: z.string().describe('What to do.'),
  retry: z.boolean().describe('Whether the very same request may succeed later.'),
  retry_after_seconds: z
    .int()
    .nullable()
    .describe('The Retry-After of its answers; null when they have none.'),
  kept: z
    .enum(['nothing', 'unknown', 'earlier'])
    .describe('Of what was sent; `earlier`: only what an earlier request with the same id brought.'),
  example: problemSchema,
})
export type ProblemEntry = z.infer<typeof problemEntrySchema>
export const problemListSchema = z.object({ problems: z.array(problemEntrySchema) })

export const isProblem = (slug: string): slug is ProblemSlug => Object.hasOwn(problems, slug)

/** The id of the examples: no occurrence ever has it. */
const EXAMPLE_ID = '00000000-0000-4000-8000-000000000000'
const EXAMPLE_ERRORS: Partial<Record<ProblemSlug, { path: string; message: string }[]>> = {
  'invalid-parameter': [{ path: 'bucket', message: 'bucket must be on or off' }],
  'invalid-event': [
    { path: 'latency_ms', message: 'latency_ms must be a whole number of milliseconds' },
    { path: 'agent_draft', message: 'agent_draft must not be empty' },
  ],
}

export function problemEntry(slug: ProblemSlug): ProblemEntry {
  const problem = new Problem(slug, undefined, EXAMPLE_ERRORS[slug])
  const { status, title, hint, retryAfterSeconds = null } = problem.kind
  return {
    slug,
    type: `/problems/${slug}`,
    status,
    title,
    ...MEANINGS[slug],
    hint,
    retry_after_seconds: retryAfterSeconds,
    example: problemDocument(problem, EXAMPLE_ID),
  }
}

export const PROBLEM_ENTRIES: readonly ProblemEntry[] = Object.keys(problems)
  .filter(isProblem)
  .map(problemEntry)
