// The figures of flatness as markdown: a column per size, and how many times those of the 1M size the largest one's are.
import { shortNumber } from '../arguments.ts'
import { markdownTable, number } from '../markdown.ts'
import type { FlatnessResults } from './flatness.ts'
import { formatPeers } from './peers/peers.ts'
import type { Timing } from './reports.ts'

/** What the largest size is compared with; the smallest one when it was not run. */
const BASE = 1_000_000

/** One figure of each size, or two: p50 and p95. */
type Line = { what: string; of: (events: number) => number[]; compare: boolean }

function sizesTable(sizes: readonly number[], unit: string, lines: readonly Line[]): string {
  const base = sizes.includes(BASE) && sizes.at(-1) !== BASE ? BASE : (sizes[0] as number)
  const largest = sizes.at(-1) as number
  const ratios = ({ of, compare }: Line) =>
    compare ? of(largest).map((figure, index) => (figure / (of(base)[index] as number)).toFixed(2)) : []
  return markdownTable<Line>(
    [
      [unit, ({ what }) => what],
      ...sizes.map(
        (size) => [shortNumber(size), ({ of }: Line) => of(size).map(number).join(' / ')] as const,
      ),
      [`${shortNumber(largest)} to ${shortNumber(base)}`, (line) => ratios(line).join(' / ')],
    ],
    lines,
  )
}

const timingLines = (timings: readonly Timing[]): Line[] =>
  [...new Set(timings.map(({ question }) => question))].map((question) => ({
    what: question,
    compare: true,
    of(events) {
      const found = timings.find((one) => one.question === question && one.events === events)
      return found ? [found.p50Ms, found.p95Ms] : []
    },
  }))

const failures = (timings: readonly Timing[]) =>
  timings
    .filter((one) => one.failures.length > 0)
    .map(
      ({ question, events, failures }) =>
        `${question} at ${shortNumber(events)}: ${failures.length} failed, such as ${failures[0]}`,
    )

const STEPS = {
  post: 'one event, acknowledged',
  postOwnId: 'one event with its own id, acknowledged',
  published: 'batch of 50, acknowledged to published',
  visible: 'batch of 50, acknowledged to visible',
  freshSummary: 'first summary of a new snapshot',
} as const

export function formatFlatness(results: FlatnessResults): string {
  const { histories, timings, cached, cold, publications, peers, reports, published } = results
  const sizes = histories.map(({ events }) => events)
  const line =
    (compare: boolean) =>
    <T extends { events: number }>(
      what: string,
      list: readonly T[],
      figures: (one: T) => number[],
    ): Line => ({
      what,
      compare,
      of: (events) => figures(list.find((one) => one.events === events) as T),
    })
  const [flat, plain] = [line(true), line(false)]
  const coldPaths = [...new Set(cold.map(({ path }) => path))]
  return [
    '### Reports, not from cache: p50 / p95',
    sizesTable(sizes, 'ms', timingLines(timings)),
    ...failures([...timings, ...cached]),
    '### Reports, from cache: p50 / p95',
    sizesTable(sizes, 'ms', timingLines(cached)),
    '### A fresh report process',
    sizesTable(sizes, 'ms', [
      flat('serves after', cold, (one) => [one.startMs]),
      ...coldPaths.map((path) =>
        flat(
          `first ${path}`,
          cold.filter((one) => one.path === path),
          (one) => [one.firstMs],
        ),
      ),
    ]),
    '### Events on top: p50 / p95',
    sizesTable(sizes, 'ms', [
      flat('writer serves after', publications, (one) => [one.startMs]),
      ...(Object.keys(STEPS) as (keyof typeof STEPS)[]).map((step) =>
        flat(STEPS[step], publications, (one) => [one[step].p50Ms, one[step].p95Ms]),
      ),
    ]),
    '### The same questions elsewhere',
    formatPeers(peers),
    '### Memory: now / at its peak',
    sizesTable(sizes, 'MB resident', [
      flat('report process, after the questions', reports, ({ questions: q }) => [q.nowMb, q.peakMb]),
      flat('report process, after the events on top', reports, ({ publications: p }) => [p.nowMb, p.peakMb]),
      flat('writer, after the events on top', publications, ({ writer }) => [writer.nowMb, writer.peakMb]),
    ]),
    '### On disk',
    sizesTable(sizes, '', [
      flat('ledger, bytes an event', histories, (one) => [one.ledgerBytes / one.events]),
      flat('live segments, bytes an event', published, (one) => [one.eventBytes / one.events]),
      flat('live rollups, bytes an event', published, (one) => [
        (one.rollupBytes + one.coarseBytes) / one.events,
      ]),
      plain('live segments', published, (one) => [one.segments]),
      plain('live coarse rollups', published, (one) => [one.coarse]),
    ]),
    '### Publishing the whole history anew',
    sizesTable(sizes, '', [
      plain('events/s, published', histories, (one) => [one.events / one.publishSeconds]),
      plain('events/s, published and merged', histories, (one) => [one.events / one.mergeSeconds]),
      plain('bytes written for each first published', histories, (one) => [one.published.writeAmplification]),
      plain('live segments', histories, (one) => [one.published.segments]),
      plain('live coarse rollups', histories, (one) => [one.published.coarse]),
      plain('writer, MB resident at its peak', histories, (one) => [one.writer.peakMb]),
    ]),
  ].join('\n\n')
}
