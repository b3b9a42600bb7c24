// What each problem of the catalogue means for the caller, at length: the pages under /problems/ show it. A problem
// without a meaning does not compile.
import type { ProblemSlug } from '../problem.ts'

export type Meaning = {
  meaning: string
  /** Whether the very same request may succeed later. */
  retry: boolean
  /** Of what was sent: nothing was kept; it is not known; only what an earlier request with the same id brought. */
  kept: 'nothing' | 'unknown' | 'earlier'
}

const refused = (meaning: string): Meaning => ({ meaning, retry: false, kept: 'nothing' })
const passing = (meaning: string): Meaning => ({ meaning, retry: true, kept: 'nothing' })

export const MEANINGS: Record<ProblemSlug, Meaning> = {
  'malformed-body': refused('The body is not JSON, is not UTF-8, or ended before it was complete.'),
  'malformed-request': refused('What arrived is not a valid HTTP request, so it never reached an address.'),
  'invalid-parameter': refused(
    'A parameter of the query string, or a header, has a value that this address does not take. One that cannot be understood is never ignored: the answer would be about something else than was asked.',
  ),
  unauthorized: refused(
    'The address serves the commands of this machine alone, such as npm run verify. They prove with a token that they can read the ledger’s lock file.',
  ),
  'key-required': refused('API_KEYS is set here, and the request showed no key, or one that is not in it.'),
  'key-scope': refused('The key is known, but its scope does not cover this address.'),
  'origin-not-allowed': refused(
    'A page of another origin posted plain text, which browsers send without asking first. Only origins that are named in CORS_ORIGINS may.',
  ),
  'not-found': refused('No page, report or file has this address.'),
  'method-not-allowed': refused('The address exists, but not for this method.'),
  'request-timeout': passing('The connection was open, but the request did not come, or not to its end.'),
  'id-in-flight': {
    meaning:
      'Another request with the same event_id has not been answered yet. Whether this one is an exact repeat is known only when that one is stored.',
    retry: true,
    kept: 'earlier',
  },
  'body-too-large': refused('The body is longer than this address takes. It was not read to its end.'),
  'unsupported-media-type': refused('The Content-Type header names a form that this address does not read.'),
  'invalid-request': refused(
    'The body is JSON, but not what this address takes: a field is missing, or has a value that it does not take. The errors name every such field, not only the first.',
  ),
  'invalid-event': refused(
    'The body is JSON, but not an event: a field is missing, or has a value that it does not take. The errors name every such field, not only the first.',
  ),
  'id-reused': {
    meaning:
      'An event with this event_id is in the log, and says something else. An id stands for one event for good.',
    retry: false,
    kept: 'earlier',
  },
  'misdirected-request': refused(
    'The request asked for a server of another name. Without keys only names of this machine are answered, so that no page elsewhere can make its own name lead here.',
  ),
  'queue-full': passing(
    'More events wait for the disk than are let in at once. Refusing them here keeps the waiting time of the others short.',
  ),
  'rate-limited': passing(
    'The key, or all callers without one together, sent more requests than they may in this time. The header RateLimit says how many are left.',
  ),
  'headers-too-large': refused('The headers are longer than a request of this product ever needs.'),
  internal: {
    meaning: 'An error that nobody foresaw. The log has it under the id that the answer calls instance.',
    retry: false,
    kept: 'unknown',
  },
  'writer-unavailable': passing(
    'Only one process writes, and it is not there right now: it is starting, was stopped, or is being replaced. Reports do not need it.',
  ),
  'outcome-unknown': {
    meaning:
      'The event was handed to the writer, and the connection broke before the writer said what became of it.',
    retry: true,
    kept: 'unknown',
  },
  stopping: passing(
    'This process is ending in good order and takes nothing new. Another one takes its place.',
  ),
  'not-initialised': passing(
    'There are no published files yet: no writer has ever run here, or PUBLISHED_DIR names another folder.',
  ),
  'snapshot-behind': passing(
    'X-Min-Seq, or after_seq, names an event that this instance does not know yet after waiting two seconds for it.',
  ),
  'snapshot-unreadable': passing(
    'A published file is missing, or its checksum is not the one in the manifest. No figure is computed from a damaged file.',
  ),
  'reports-busy': passing('As many reports or exports as this instance runs at once are under way.'),
  'report-too-slow': passing(
    'The report was stopped at the longest time that one may take, so that it does not hold up the others.',
  ),
  'disk-full': passing(
    'The disk of the ledger has less than 128 MB free. What is left is kept for events that were acknowledged before; new ones are taken, without a restart, as soon as space is freed.',
  ),
}
