// How the block words times and what it cannot know. Pure. It must never round a time that exists down to 0.
import type { Decisions } from '../../../functions/report/decisions/decisions.ts'
import type { Scope } from '../../../functions/report/scope.ts'

const NBSP = '\u00a0'
const UNITS = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3_600 },
  { name: 'min', seconds: 60 },
] as const

/** `45 s`, `1.5 min`, `12 h`, `30 d`: the largest unit that it has one of, to a decimal. */
export function time(seconds: number): string {
  const unit = UNITS.find((one) => seconds >= one.seconds)
  if (unit === undefined) return `${seconds}${NBSP}s`
  const value = (seconds / unit.seconds).toLocaleString('en-GB', { maximumFractionDigits: 1 })
  return `${value}${NBSP}${unit.name}`
}

/** `40 s to 55 s`; an end that the data do not reach is said to be open. */
export function medianInterval([low, high]: Decisions['median_ci_s']): string {
  if (low === null) return 'not known'
  return high === null ? `${time(low)} or more` : `${time(low)} to ${time(high)}`
}

/** What a reader of these figures would otherwise take for something else; null where nothing is to be said. */
export function caution({ event }: Scope, { share_error_bound }: Decisions): string | null {
  if (event === 'withheld') return 'Withheld drafts are no offers: nothing is decided about them.'
  if (event === 'timeout') return 'Of offers that ended as timeout alone: none is decided.'
  if (event !== null && event !== 'offered')
    return `Of offers that ended as ${event} alone: all are decided in the end.`
  // Less than what the page shows of a share.
  if (share_error_bound < 0.1) return null
  return `It is known only roughly since when some offers are open, so a share may be up to ${share_error_bound.toLocaleString('en-GB', { maximumFractionDigits: 1 })} points higher.`
}
