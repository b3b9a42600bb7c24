// What the figures of a metric mean, in plain words. It must never claim more than they do: "more than chance" is said
// only where an interval leaves out zero, and which interval that was is said with it.
import { ALPHA, type Interval } from '../../statistics/estimate.ts'
import type { Metric, ValueUnit } from './metrics.ts'
import type { MetricFigures } from './schema.ts'

type Judged = Omit<MetricFigures, 'meaning'>

/** How a figure is written, and what stands after a value and after a difference. */
const WRITTEN: Record<ValueUnit, { times: number; value: string; difference: string }> = {
  'violations per draft': { times: 1, value: '', difference: '' },
  'share of sessions': { times: 100, value: ' %', difference: ' percentage points' },
  'share of drafts': { times: 100, value: ' %', difference: ' percentage points' },
  'ms per draft': { times: 1, value: ' ms', difference: ' ms' },
}

const number = (value: number, most: Intl.NumberFormatOptions = { maximumSignificantDigits: 3 }) =>
  value.toLocaleString('en-US', most).replace('-', '−')

const holdsZero = ([low, high]: Interval) => low <= 0 && high >= 0

export function meaningOf({ subject }: Metric, figures: Judged): string {
  const { times, value } = WRITTEN[figures.value_unit]
  const said = (of: number | null) => (of === null ? 'unknown' : `${number(of * times)}${value}`)
  return `${subject}: ${said(figures.treatment.value)} with suggestions, ${said(figures.control.value)} without. ${judgement(figures)}`
}

function judgement(figures: Judged): string {
  const { difference, ci, sequential_ci, more_sessions, minimal_difference, better } = figures
  const more = more_sessions && number(more_sessions, {})
  if (difference === null || ci === null || sequential_ci === null)
    return more === null
      ? 'No session differs from another, so there is no telling what chance would do.'
      : `That is too little to compare: it takes about ${more} more sessions.`
  const { times, difference: unit } = WRITTEN[figures.value_unit]
  const between = ([low, high]: Interval) => `${number(low * times)} to ${number(high * times)}${unit}`
  const of = (interval: Interval, name = '95 % interval') =>
    `The difference, ${number(difference * times)}${unit} (${name} ${between(interval)}),`
  const always = !holdsZero(sequential_ci)
  const once = (figures.p_value_adjusted ?? 1) < ALPHA
  if (better === null)
    return always || once
      ? `${of(ci)} should not be there and is more than chance: find out why before trusting the other figures.`
      : `${of(ci)} may be chance: the arms can be compared.`
  if (always)
    return `${of(sequential_ci, 'always-valid 95 % interval')} is more than chance, however often one looks.`
  if (once)
    return `${of(ci)} is more than chance if this is the one look that was planned; the always-valid interval, ${between(sequential_ci)}, still holds 0.`
  if (!holdsZero(ci)) return `${of(ci)} is more than chance by itself, but not as one of several figures.`
  return more === null || minimal_difference === null
    ? `${of(ci)} may be chance.`
    : `${of(ci)} may be chance: to find one of ${number(minimal_difference * times)}${unit} takes about ${more} more sessions.`
}
