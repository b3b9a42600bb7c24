// The drafts that the bench asks suggestions for: those of the sample data, each with numbers of its own, so that no two
// are the same text.
import { SAMPLE_DRAFTS } from '../../../functions/cli/sample-drafts.ts'

const NAMES = ['Amira', 'Jonas', 'Wei', 'Lucia', 'Kwame', 'Priya', 'Tomasz', 'Grace']

/** The nth request as JSON. */
export function draftBody(n: number): string {
  const { draft } = SAMPLE_DRAFTS[n % SAMPLE_DRAFTS.length] as { draft: string }
  const filled = draft
    .replaceAll('{name}', NAMES[n % NAMES.length] as string)
    .replaceAll('{order}', String(100_000 + n))
  return JSON.stringify({ session_id: `session-${n % 3_000}`, agent_draft: `${filled} Ticket ${n}.` })
}
