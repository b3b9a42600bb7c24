// What the totals must show of /analytics/summary and /analytics/latency, in the page's own words for a value.
import type { Answered } from '../../../functions/report/questions.ts'
import type { Scope } from '../../../functions/report/scope.ts'
import type { Summary } from '../../../functions/report/summary.ts'
import { periodWords } from '../../../views/blocks/before.ts'
import { countChange, latencyChange, rateChange } from '../../../views/blocks/change.ts'
import { acceptRateCaution } from '../../../views/blocks/definitions.ts'
import { count, dayAndTime, duration, percent } from '../../../views/format.ts'
import { at, type Figures, isFigure } from './page-figures.ts'

/** An unknown is never drawn as 0. */
export const known = <T>(value: T | null, as: (value: T) => string) =>
  value === null ? 'not known' : as(value)
/** What is said, one after the other; false is not said. */
export const said = (...parts: (string | false | null | undefined)[]) => parts.filter(Boolean).join(' ')
export const inWords = (...sentences: (string | false | null)[]): Figures => {
  const figures = sentences.filter((one) => typeof one === 'string' && isFigure(one))
  return figures.length === 0 ? {} : { 'in words': figures.join(' | ') }
}

const INDEPENDENT =
  'The interval of the difference (Newcombe’s) takes offers for independent of each other; newer ones had less time to be resolved.'

const COUNTS: Record<string, (summary: Summary) => number> = {
  'Suggestions offered': ({ suggestions_offered }) => suggestions_offered,
  'Open offers': ({ open_offers }) => open_offers,
  Events: ({ total_events }) => total_events,
  Sessions: ({ sessions }) => sessions,
  'Violations detected': ({ violations }) => violations.detected,
  'Violations prevented': ({ violations }) => violations.prevented,
  'Violations shipped': ({ violations }) => violations.shipped,
}

const ofDetected = (part: number, detected: number) =>
  detected > 0 && `${percent((100 * part) / detected)} of detected`

const NOTES: Record<string, (summary: Summary) => string | false> = {
  'Suggestions offered': ({ suggestions_accepted }) => `${count(suggestions_accepted)} accepted or edited`,
  'Violations prevented': ({ violations }) => ofDetected(violations.prevented, violations.detected),
  'Violations shipped': ({ violations }) => ofDetected(violations.shipped, violations.detected),
}

type Answers = {
  summary: Answered<'/analytics/summary'>
  latency: Answered<'/analytics/latency'>
}

/** @param begun false for a period of the future, of which nothing is known yet */
export function totalsOf({ summary, latency }: Answers, scope: Scope, begun: boolean): Figures {
  const { previous } = summary
  const before = (name: string, change: () => string, was: () => string, more = '') =>
    previous
      ? {
          change: change(),
          figure: {
            [at(name, 'before')]: said(`Previous: ${was()} (${periodWords(previous, scope.zone)}).`, more),
          },
        }
      : { change: '', figure: {} }
  const tiles = [
    ...Object.entries(COUNTS).map(([name, of]) => {
      const compared = before(
        name,
        () => countChange(of(summary), of(previous as Summary)),
        () => count(of(previous as Summary)),
      )
      const figure = begun ? said(count(of(summary)), NOTES[name]?.(summary)) : 'not known'
      return { [name]: said(figure, compared.change), ...compared.figure }
    }),
    acceptRateOf(summary, scope, before),
    p95Of(latency, before),
  ]
  return { ...Object.assign({}, ...tiles), ...inWords(comparedWith(summary, scope.zone)) }
}

type Before = (
  name: string,
  change: () => string,
  was: () => string,
  more?: string,
) => { change: string; figure: Figures }

function acceptRateOf(summary: Answers['summary'], { event }: Scope, before: Before): Figures {
  const { accept_rate, accept_rate_ci, resolved_offers, previous, accept_rate_change } = summary
  const note = accept_rate_ci
    ? `95 % interval ${accept_rate_ci.map(percent).join(' to ')}, n = ${count(resolved_offers)} resolved offers`
    : 'No resolved offer'
  const compared = before(
    'Accept rate',
    () => rateChange(accept_rate_change ?? null),
    () =>
      previous?.accept_rate == null
        ? 'not known, no resolved offer'
        : `${percent(previous.accept_rate)}, n = ${count(previous.resolved_offers)}`,
    INDEPENDENT,
  )
  return {
    'Accept rate': said(known(accept_rate, percent), note, acceptRateCaution(event), compared.change),
    ...compared.figure,
  }
}

function p95Of({ percentiles: { p95 }, error_bound, previous }: Answers['latency'], before: Before): Figures {
  const was = previous?.percentiles.p95 ?? null
  const compared = before(
    'p95 latency',
    () => latencyChange(p95, was, error_bound),
    () => known(was, duration),
  )
  return { 'p95 latency': said(known(p95, duration), compared.change), ...compared.figure }
}

function comparedWith({ previous, no_previous }: Answers['summary'], zone: string) {
  if (!previous) return no_previous ?? null
  const since = previous.log_begins_at && dayAndTime(Date.parse(previous.log_begins_at), zone)
  return `Select a figure for its definition: filters change some. Compared with ${periodWords(previous, zone)}${since ? `, of which the log knows what came since ${since}` : ''}.`
}
