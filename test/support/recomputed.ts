// The definitions of the contract over plain rows, for any filter: what the reports are compared with.
// Nothing of the code under test is used.

export type LogRow = {
  /** Server's time, epoch ms. */
  ts: number
  event: string
  session_id: string
  agent_draft: string
  suggestion_used: string | null
  policy_refs: string[]
  latency_ms: number
  ab_test_bucket: 'on' | 'off'
  suggestion_id?: string | undefined
  agent_id?: string | undefined
}

export type Asked = {
  from?: number | undefined
  to?: number | undefined
  bucket?: string | undefined
  policy?: string | undefined
  agent?: string | undefined
  event?: string | undefined
  session?: string | undefined
}

type Offer = { row: LogRow; outcome: LogRow | null }

export const isDraft = (row: LogRow) => row.event === 'offered' || row.event === 'withheld'
export const isUsed = (row: LogRow) => row.event === 'accepted' || row.event === 'edited'
export const refsOf = (row: LogRow) => [...new Set(row.policy_refs)]

/** Which offer each outcome answers, in the order of the log. */
export function matched(rows: readonly LogRow[]) {
  const offers: Offer[] = []
  const orphans: LogRow[] = []
  for (const row of rows) {
    if (row.event === 'offered') offers.push({ row, outcome: null })
    if (isDraft(row)) continue
    const candidates = offers.filter(({ row: offer }) =>
      row.suggestion_id === undefined
        ? offer.session_id === row.session_id && offer.agent_draft === row.agent_draft
        : offer.suggestion_id === row.suggestion_id,
    )
    const newest = candidates.at(-1)
    const chosen =
      row.suggestion_id === undefined ? (candidates.findLast((o) => o.outcome === null) ?? newest) : newest
    if (!chosen) orphans.push(row)
    else if (chosen.outcome === null) chosen.outcome = row
  }
  return { offers, orphans }
}

/** The draft is the one that the outcome states. */
const sentAsDrafted = ({ outcome }: Offer) =>
  outcome !== null && (!isUsed(outcome) || outcome.suggestion_used === outcome.agent_draft)

/** Which of the policies that logs name a text violates, as a person reads it; any other text violates none. */
export const VIOLATING: Readonly<Record<string, readonly string[]>> = {
  'We guarantee you 20% returns.': ['ADV-6.2'],
}

/** What became of the violations of a draft: still in the final text, or not any more. */
export function fateOf(offer: Offer): { shipped: string[]; prevented: string[] } {
  const refs = refsOf(offer.row)
  if (sentAsDrafted(offer)) return { shipped: refs, prevented: [] }
  const used = offer.outcome?.suggestion_used ?? null
  if (used === null) return { shipped: [], prevented: [] }
  const still = (policy: string) => VIOLATING[used]?.includes(policy) ?? false
  return { shipped: refs.filter(still), prevented: refs.filter((policy) => !still(policy)) }
}

const round2 = (value: number) => Math.round(value * 100) / 100

/** The summary, the latencies (sorted), the policies' counts and the offers of what was asked for. */
export function recomputed(rows: readonly LogRow[], asked: Asked = {}) {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = asked
  // Of a single session counts what was sent under it, an outcome for another session's offer too.
  const ofSession = (row: LogRow) => asked.session === undefined || row.session_id === asked.session
  const passes = (row: LogRow) =>
    (asked.bucket === undefined || row.ab_test_bucket === asked.bucket) &&
    (asked.agent === undefined || row.agent_id === asked.agent)
  const names = (row: LogRow) => asked.policy === undefined || row.policy_refs.includes(asked.policy)
  const within = (row: LogRow) => row.ts >= from && row.ts < to && passes(row) && names(row)
  const typed = (row: LogRow) => asked.event === undefined || row.event === asked.event
  const counted = (refs: string[]) => refs.filter((id) => asked.policy === undefined || id === asked.policy)

  const { offers, orphans } = matched(rows)
  const events = rows.filter((row) => within(row) && ofSession(row) && typed(row))
  const drafts = events.filter(isDraft)
  const made = offers.filter(({ row }) => within(row))
  const resolved = made.filter(
    ({ outcome }) => outcome !== null && ofSession(outcome) && (asked.event === 'offered' || typed(outcome)),
  )
  const accepted = resolved.filter(({ outcome }) => outcome !== null && isUsed(outcome))
  const latencies = drafts.map((row) => row.latency_ms).sort((a, b) => a - b)
  const counts: Record<string, number> = {}
  for (const row of events) counts[row.event] = (counts[row.event] ?? 0) + 1

  const violations = {
    detected: drafts.flatMap((row) => counted(refsOf(row))),
    prevented: resolved.flatMap((offer) => counted(fateOf(offer).prevented)),
    shipped: [
      ...resolved.map((offer) => fateOf(offer).shipped),
      ...drafts.filter((r) => r.event === 'withheld').map(refsOf),
    ].flatMap(counted),
  }
  const sessions = [...new Set(rows.map((row) => row.session_id))].filter((id) => {
    const own = rows.filter((row) => row.session_id === id && ofSession(row))
    const began = own[0]?.ts ?? Number.NaN
    const first = own.find(names)
    return began >= from && began < to && first !== undefined && passes(first) && typed(first)
  })
  const offered = events.filter((row) => row.event === 'offered').length
  return {
    latencies,
    violations,
    resolved,
    open:
      asked.event === undefined || asked.event === 'offered'
        ? made.filter(({ row, outcome }) => outcome === null && ofSession(row))
        : [],
    summary: {
      total_events: events.length,
      event_counts: counts,
      suggestions_offered: offered,
      suggestions_accepted: accepted.length,
      accept_rate:
        resolved.length === 0 ? null : Math.round((accepted.length / resolved.length) * 10_000) / 100,
      avg_latency_ms:
        drafts.length === 0 ? null : round2(latencies.reduce((a, b) => a + b, 0) / drafts.length),
      sessions: sessions.length,
      resolved_offers: resolved.length,
      open_offers: Math.max(0, offered - resolved.length),
      orphan_outcomes: orphans.filter((row) => within(row) && ofSession(row) && typed(row)).length,
      violations: {
        detected: violations.detected.length,
        prevented: violations.prevented.length,
        shipped: violations.shipped.length,
      },
    },
  }
}
