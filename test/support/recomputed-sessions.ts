// The log as sessions, and what the experiment counts of each, over plain rows: what its sums are compared with.
// Nothing of the code under test is used.
import { fateOf, isDraft, isUsed, type LogRow, matched, refsOf } from './recomputed.ts'

export type Session = {
  began: number
  /** Of its first event. */
  arm: 'on' | 'off'
  agent: string | undefined
  crossed: boolean
  drafts: number
  /** Drafts whose final text is known. */
  texts: number
  /** Policies that its final texts still violate, once for each draft. */
  shipped: string[]
  /** Of each draft, the policies that it violates. */
  detected: string[][]
  latency: number
}

export function sessionsOf(rows: readonly LogRow[]): Session[] {
  const { offers } = matched(rows)
  return [...new Set(rows.map((row) => row.session_id))].map((id) => {
    const own = rows.filter((row) => row.session_id === id)
    const [first] = own as [LogRow]
    const drafts = own.filter(isDraft)
    return {
      began: first.ts,
      arm: first.ab_test_bucket,
      agent: first.agent_id,
      crossed: own.some((row) => row.ab_test_bucket !== first.ab_test_bucket),
      drafts: drafts.length,
      texts: own.filter((row) => {
        const outcome = offers.some((offer) => offer.outcome === row)
        return row.event === 'withheld' || (outcome && (!isUsed(row) || row.suggestion_used !== null))
      }).length,
      // By its withheld drafts, and by its outcomes that were an offer's first.
      shipped: own.flatMap((row) => {
        if (row.event === 'withheld') return refsOf(row)
        const answered = offers.find(({ outcome }) => outcome === row)
        return answered ? fateOf(answered).shipped : []
      }),
      detected: drafts.map(refsOf).filter((refs) => refs.length > 0),
      latency: drafts.reduce((sum, row) => sum + row.latency_ms, 0),
    }
  })
}

/** The experiment's sums over sessions that began in [from, to): by arm, and those that crossed over. */
export function experimentSums(rows: readonly LogRow[], from: number, to: number) {
  const sums: Record<string, number> = {}
  const add = (arm: string, name: string, n: number) => {
    sums[`${arm} ${name}`] = (sums[`${arm} ${name}`] ?? 0) + n
  }
  for (const { began, arm, crossed, ...session } of sessionsOf(rows)) {
    if (began < from || began >= to) continue
    if (crossed) {
      add(arm, 'x_crossover', 1)
      continue
    }
    const [d, s, v, l] = [session.drafts, session.shipped.length, session.detected.length, session.latency]
    const k = session.texts
    const counts = { x_sessions: 1, x_d: d, x_dd: d * d, x_k: k, x_kk: k * k }
    const undetermined = { x_undetermined: Number(s === 0 && k < d) }
    const shipped = { x_shipped: s, x_shipped_m2: s * s, x_shipped_mk: s * k, x_shipped_any: Number(s > 0) }
    const detected = { x_detected: v, x_detected_m2: v * v, x_detected_md: v * d }
    const time = { x_latency: l, x_latency_m2: l * l, x_latency_md: l * d }
    for (const [name, n] of Object.entries({ ...counts, ...undetermined, ...shipped, ...detected, ...time }))
      add(arm, name, n)
  }
  return Object.fromEntries(Object.entries(sums).filter(([, n]) => n !== 0))
}
