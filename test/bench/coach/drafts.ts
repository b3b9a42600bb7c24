// The drafts that the bench asks suggestions for: those of the sample data, as lines that come again and again, or each with
// a number of its own, so that no two are the same text.
import { SAMPLE_DRAFTS } from '../../../functions/cli/sample-drafts.ts'

const NAMES = ['Amira', 'Jonas', 'Wei', 'Lucia', 'Kwame', 'Priya', 'Tomasz', 'Grace']

const lineOf = (n: number) =>
  (SAMPLE_DRAFTS[n % SAMPLE_DRAFTS.length] as { draft: string }).draft
    .replaceAll('{name}', NAMES[n % NAMES.length] as string)
    .replaceAll('{order}', String(100_000 + (n % 500)))

const body = (n: number, draft: string) =>
  JSON.stringify({ session_id: `session-${n % 3_000}`, agent_draft: draft })

/** The nth request as JSON, whose draft nobody wrote before. */
export const draftBody = (n: number): string => body(n, `${lineOf(n)} Ticket ${n}.`)

/** The same, whose draft is one of a few hundred. */
export const lineBody = (n: number): string => body(n, lineOf(n))
