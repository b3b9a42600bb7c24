// How the experiment's figures are written: three digits that say something, as in its sentences (meaning.ts in
// functions/report/experiment). It must never write a chance as certain, nor be handed an unknown (null).
import type { MetricFigures } from '../../../functions/report/experiment/schema.ts'
import { count } from '../../format.ts'

const NBSP = '\u00a0'

type Written = {
  /** A value of one arm. */
  value: (value: number) => string
  /** A difference between arms, with its sign. */
  difference: (value: number) => string
  /** The same without its unit, for all but the last number of a range. */
  bare: (value: number) => string
}

const threeDigits = (signDisplay: 'auto' | 'exceptZero') =>
  new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3, signDisplay })
const FORMATS = { auto: threeDigits('auto'), exceptZero: threeDigits('exceptZero') }
const significant = (value: number, signDisplay: keyof typeof FORMATS) =>
  FORMATS[signDisplay].format(value).replace('-', '−')

const written = (times: number, ofValue: string, ofDifference: string): Written => ({
  value: (value) => `${significant(value * times, 'auto')}${ofValue}`,
  difference: (value) => `${significant(value * times, 'exceptZero')}${ofDifference}`,
  bare: (value) => significant(value * times, 'exceptZero'),
})

const share = written(100, `${NBSP}%`, `${NBSP}pp`)

export const WRITTEN: Record<MetricFigures['value_unit'], Written> = {
  'violations per draft': written(1, '', ''),
  'share of sessions': share,
  'share of drafts': share,
  'ms per draft': written(1, `${NBSP}ms`, `${NBSP}ms`),
}

/** A difference as a share of the control's value. */
export const RELATIVE: Written = written(100, `${NBSP}%`, `${NBSP}%`)

/** `−0.807 to −0.732` */
export const range = ([low, high]: readonly [number, number], { bare, difference }: Written) =>
  `${bare(low)} to ${difference(high)}`

/** `0.20`, `0.0012`, `<0.0001` */
export const probability = (p: number) => (p < 0.0001 ? '<0.0001' : p.toPrecision(2))

/** `93.4 %`: never 0 and never 100. */
export function chance(value: number) {
  if (value < 0.001) return `<0.1${NBSP}%`
  return value > 0.999 ? `>99.9${NBSP}%` : `${(100 * value).toFixed(1)}${NBSP}%`
}

/** `1 session`, `649 sessions` */
export const sessions = (n: number) => `${count(n)}${NBSP}${n === 1 ? 'session' : 'sessions'}`
