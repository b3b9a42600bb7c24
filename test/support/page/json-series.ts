// What the page must show of /analytics/timeseries, latency and decisions, in the page's own words for a value.
import { OUTCOME_TYPES } from '../../../functions/event.ts'
import type { Decisions } from '../../../functions/report/decisions/decisions.ts'
import type { HistogramBin, Latency } from '../../../functions/report/latency.ts'
import type { Scope } from '../../../functions/report/scope.ts'
import type { Timeseries, TimeseriesPoint } from '../../../functions/report/timeseries.ts'
import { caution, medianInterval, time } from '../../../views/blocks/decisions/words.ts'
import { pointNames } from '../../../views/blocks/over-time/point-names.ts'
import { count, duration, percent } from '../../../views/format.ts'
import { inWords, known } from './json-totals.ts'
import { at, type Figures } from './page-figures.ts'

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const boundOf = (bound: number) => `${Number((100 * bound).toPrecision(3))} %`

/** A row for each: its name, and its figures by column. */
const table = (place: string, rows: readonly (readonly [name: string, cells: Figures])[]): Figures =>
  Object.fromEntries(
    rows.flatMap(([name, cells]) =>
      Object.entries(cells).map(([column, text]) => [at(place, name, column), text] as const),
    ),
  )

const listed = (n: (type: (typeof OUTCOME_TYPES)[number]) => number) =>
  OUTCOME_TYPES.map((type) => `${count(n(type))} ${type}`).join(', ')

export function overTimeOf(series: Timeseries, zone: string): Figures {
  const { points, bucket_width: width } = series
  if (points.length === 0) return {}
  const names = pointNames(series, zone)
  const named = <T>(of: (point: TimeseriesPoint) => T) =>
    points.map((point, n) => [names[n] as string, of(point)] as const)
  const totals = points.map((point) => sum(OUTCOME_TYPES.map((type) => point[type])))
  const most = Math.max(...totals)
  const between = `per ${width}, ${names[0]} to ${names.at(-1)}`
  const rest = `The table below has every ${width}.`
  const rates = named(({ accept_rate }) => accept_rate)
  const knownRates = rates.flatMap(([name, rate]) => (rate === null ? [] : [{ name, rate }]))
  const extreme = (best: (a: number, b: number) => boolean) =>
    knownRates.reduce(
      (a, b) => (best(b.rate, a.rate) ? b : a),
      knownRates[0] as { name: string; rate: number },
    )
  const unknown = rates.length - knownRates.length
  const [outcomes, rate] = [`Outcomes per ${width}`, `Accept rate per ${width}`]
  return {
    ...(most > 0 && {
      [at(outcomes, 'picture')]:
        `Outcomes ${between}: ${listed((type) => sum(points.map((point) => point[type])))}. Most on ${names[totals.indexOf(most)]}, ${count(most)}. ${rest}`,
      [at(outcomes, 'parts')]: named((point) => listed((type) => point[type]))
        .map(([name, text]) => `${name}: ${text}`)
        .join(' | '),
      [at(outcomes, 'marks')]: '',
    }),
    ...table(
      at(outcomes, 'Outcomes as a table'),
      named((point) => Object.fromEntries(OUTCOME_TYPES.map((type) => [type, count(point[type])]))),
    ),
    ...(knownRates.length === 0 && {
      [at(rate, 'in words')]: 'No offer is resolved: the rate is not known.',
    }),
    ...(knownRates.length > 0 && {
      [at(rate, 'picture')]: [
        `Accept rate ${between}: lowest ${percent(extreme((a, b) => a < b).rate)} on ${extreme((a, b) => a < b).name},`,
        `highest ${percent(extreme((a, b) => a > b).rate)} on ${extreme((a, b) => a > b).name}.`,
        ...(unknown === 0
          ? []
          : [`Not known in ${count(unknown)} of ${count(rates.length)}, without resolved offers.`]),
        rest,
      ].join(' '),
      [at(rate, 'parts')]: rates.map(([name, one]) => `${name}: ${known(one, percent)}`).join(' | '),
      [at(rate, 'marks')]: '',
    }),
    ...table(
      at(rate, 'Accept rate as a table'),
      named(({ offered, accept_rate }) => ({
        Offered: count(offered),
        'Accept rate': known(accept_rate, percent),
      })),
    ),
  }
}

export function latencyOf(latency: Latency): Figures {
  const { percentiles, histogram, total_requests } = latency
  const span = ({ from_ms, to_ms }: HistogramBin) => `${duration(from_ms)} to ${duration(to_ms)}`
  const [first, last] = [histogram[0], histogram.at(-1)]
  const fullest = histogram.reduce((a, b) => (b.count > a.count ? b : a), first as HistogramBin)
  const marks = (['p50', 'p95'] as const).map((name) => `${name} ${duration(percentiles[name] ?? 0)}`)
  return {
    ...Object.fromEntries(
      (['p50', 'p90', 'p95', 'p99'] as const).map((name) => [name, known(percentiles[name], duration)]),
    ),
    ...(first &&
      last && {
        picture: `Latency from ${duration(first.from_ms)} to ${duration(last.to_ms)} in ${histogram.length} bins; the fullest, ${span(fullest)}, holds ${count(fullest.count)} drafts. The table below has every bin.`,
        parts: histogram.map((bin) => `${span(bin)}: ${count(bin.count)}`).join(' | '),
        marks: marks.join(' | '),
      }),
    Average: known(latency.avg_latency_ms, duration),
    Fastest: known(latency.min_latency_ms, duration),
    Slowest: known(latency.max_latency_ms, duration),
    ...inWords(
      `Over ${count(total_requests)} ${total_requests === 1 ? 'draft' : 'drafts'} (offered and withheld events). Percentiles are within ${boundOf(latency.error_bound)} of the exact value; everything else is exact.`,
    ),
    ...table(
      'Histogram as a table',
      histogram.map(({ from_ms, to_ms, count: n }) => [
        duration(from_ms),
        { 'To (below)': duration(to_ms), Drafts: count(n) },
      ]),
    ),
  }
}

export function decisionsOf(decisions: Decisions, scope: Scope): Figures {
  const { offers, decided, timed_out, open, shares, median_s, median_ci_s, time_error_bound } = decisions
  const round = shares.flatMap(({ after_s, decided_share }) =>
    decided_share === null ? [] : [`${percent(decided_share)} after ${time(after_s)}`],
  )
  return {
    ...(offers > 0 && {
      Median: `${known(median_s, time)} 95 % interval ${medianInterval(median_ci_s)}`,
      Offers: count(offers),
      Decided: count(decided),
      'Timed out': count(timed_out),
      Open: count(open),
    }),
    ...(decided > 0 && {
      picture: `Share of offers decided, by the time since the offer: ${round.join(', ')}. ${median_s === null ? 'Fewer than half are decided' : `Half are decided after ${time(median_s)}`}. The table below has the intervals.`,
      parts: '',
      marks: '',
    }),
    ...inWords(
      offers > 0 && decided === 0 && 'No offer is decided: the time is not known.',
      caution(scope, decisions),
    ),
    ...(decided > 0 &&
      table(
        'Decisions as a table',
        shares.map(({ after_s, decided_share, ci, at_risk }) => [
          time(after_s),
          {
            Decided: known(decided_share, percent),
            '95 % interval': known(ci, (ends) => ends.map(percent).join(' to ')),
            Watched: count(at_risk),
          },
        ]),
      )),
    'error bound': boundOf(time_error_bound),
  }
}
