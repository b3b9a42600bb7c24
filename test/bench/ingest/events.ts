// The events that the bench sends: believable, all different, and the same from run to run.
// It must never be slow: the load generator makes each one between two requests.
/** So many sessions are under way at once, each for so many events. */
const SESSIONS = 300
const EVENTS_A_SESSION = 12
const POLICIES = ['PII-EMAIL', 'REFUND-PROMISE', 'TONE-BLAME', 'LEGAL-ADVICE', 'PII-PHONE']
const DRAFTS = [
  'You should have read the terms before ordering, there is nothing I can do about it.',
  'We will refund the full amount tomorrow, I promise.',
  'Please send your card number by e-mail and I will look into the café booking.',
  'That is not how it works. Try again later and call us at 555-0134 when it still fails.',
]
const SUGGESTIONS = [
  'I am sorry about the trouble. Let me see which options the terms leave us.',
  'I have asked for the refund; you will hear from us within five working days.',
  'Thank you for writing. Could you tell me the booking reference?',
]

const pick = (list: readonly string[], n: number) => list[n % list.length] as string

const sessionOf = (n: number) =>
  `session-${Math.floor(n / (SESSIONS * EVENTS_A_SESSION)) * SESSIONS + (n % SESSIONS)}`

/** The nth event as JSON, 150 to 350 characters. Of five, one is withheld and one or two answer an earlier offer. */
export function eventBody(n: number): string {
  const answers = n % 5 === 4 || n % 10 === 8
  // An answer repeats the session and the draft of the offer that it answers.
  const about = answers ? n - (n % 5) : n
  const withheld = n % 5 === 1
  return JSON.stringify({
    event: withheld ? 'withheld' : answers ? pick(['accepted', 'edited', 'rejected'], n) : 'offered',
    session_id: sessionOf(about),
    agent_draft: `${pick(DRAFTS, about)} Ticket ${about}.`,
    suggestion_used: answers ? `${pick(SUGGESTIONS, n)} Reference ${n}.` : null,
    ...(about % 3 === 0 || withheld
      ? { policy_refs: [pick(POLICIES, about), pick(POLICIES, about + 2)] }
      : {}),
    latency_ms: 40 + ((n * 37) % 900),
    ab_test_bucket: n % 2 === 0 ? 'on' : 'off',
  })
}
