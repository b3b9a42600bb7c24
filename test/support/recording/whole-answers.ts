// What readers ask for without filters, and whether an answer is one whole snapshot: every figure of it at the same event.

/** `seq`: the event that the answer says it stands at. `wrong`: the first thing that contradicts it, null when nothing does. */
export type Question = { path: string; wrong: (body: string, seq: number) => string | null }

type Counts = Record<string, number>
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

const differs = (what: string, found: number | undefined, wanted: number): string | null =>
  found === wanted ? null : `${what} is ${found}, of ${wanted}`

/** Checks a JSON answer, `as_of` of which is looked at first. */
const json =
  <T>(wrong: (answer: T, seq: number) => (string | null)[]): Question['wrong'] =>
  (body, seq) => {
    const answer = JSON.parse(body) as T & { as_of: { seq: number } }
    return (
      [differs('as_of.seq', answer.as_of.seq, seq), ...wrong(answer, seq)].find((fault) => fault !== null) ??
      null
    )
  }

type Totals = { total_events: number; event_counts: Counts }
const totalsWrong = ({ total_events, event_counts }: Totals, seq: number) => [
  differs('total_events', total_events, seq),
  differs('the sum of event_counts', sum(Object.values(event_counts)), seq),
]

type Offers = { resolved_offers: number; open_offers: number }

/** Newest first from `seq` on, without a gap. */
const newestWrong = (events: readonly { seq: number }[], seq: number, limit: number) => [
  differs('the number of newest events', events.length, Math.min(seq, limit)),
  ...events.map((event, index) => differs(`newest event ${index}`, event.seq, seq - index)),
]

type Series = { points: Counts[] }
const SERIES = ['offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld']

type Latency = { total_requests: number; histogram: { count: number }[] }

export const QUESTIONS: readonly Question[] = [
  {
    path: '/analytics/summary',
    wrong: json<Totals & Offers>((answer, seq) => [
      ...totalsWrong(answer, seq),
      differs('offers', answer.resolved_offers + answer.open_offers, answer.event_counts.offered ?? 0),
    ]),
  },
  {
    path: '/events/recent?limit=100',
    wrong: json<{ events: { seq: number }[] }>(({ events }, seq) => newestWrong(events, seq, 100)),
  },
  {
    path: '/analytics/timeseries?width=hour',
    wrong: json<Series>(({ points }, seq) => [
      differs(
        'the sum of the series',
        sum(points.flatMap((point) => SERIES.map((name) => point[name] as number))),
        seq,
      ),
    ]),
  },
  { path: '/events/stats', wrong: json<Totals>(totalsWrong) },
  {
    path: '/analytics/latency',
    wrong: json<Latency>(({ total_requests, histogram }) => [
      differs('the sum of the histogram', sum(histogram.map(({ count }) => count)), total_requests),
    ]),
  },
  {
    path: '/reports',
    wrong: (body, seq) =>
      differs(
        'the event of the page',
        Number(/As of event <span class="figure">(\d+)</.exec(body)?.[1] ?? 0),
        seq,
      ),
  },
  {
    path: '/events',
    wrong: (body, seq) =>
      differs('the newest event of the page', Number(/href="\/events\/(\d+)/.exec(body)?.[1] ?? 0), seq),
  },
]
