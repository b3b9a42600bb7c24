// Whether every address tells the same: figures of one snapshot, asked for at each and compared.
import { ask } from './ask.ts'
import { type Finding, ill, unknown, well } from './finding.ts'

type Body = Record<string, unknown>
type Counts = Record<string, number>

const sum = (counts: Counts) => Object.values(counts).reduce((all, count) => all + count, 0)
const ofTypes = (counts: Counts, ...types: string[]) =>
  types.reduce((all, type) => all + (counts[type] ?? 0), 0)
const points = (body: Body) => body.points as Counts[]

/** Each figure by the addresses that tell it. */
const FIGURES: Record<string, Record<string, (body: Body) => number>> = {
  events: {
    '/analytics/summary': (body) => body.total_events as number,
    '/analytics/summary, by type': (body) => sum(body.event_counts as Counts),
    '/events/stats': (body) => body.total_events as number,
    '/events/stats, by type': (body) => sum(body.event_counts as Counts),
    '/analytics/timeseries': (body) =>
      points(body)
        .map((point) => ofTypes(point, 'offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld'))
        .reduce((all, count) => all + count, 0),
  },
  'drafts with a latency': {
    '/analytics/summary': (body) => ofTypes(body.event_counts as Counts, 'offered', 'withheld'),
    '/analytics/latency': (body) => body.total_requests as number,
    '/analytics/latency, histogram': (body) =>
      (body.histogram as Counts[]).reduce((all, bin) => all + (bin.count as number), 0),
  },
  'violations detected': {
    '/analytics/summary': (body) => (body.violations as Counts).detected as number,
    '/analytics/policies': (body) => body.total_violations as number,
    '/analytics/policies, by policy': (body) => sum(body.policy_violations as Counts),
  },
}

const addressOf = (place: string) => place.split(',')[0] as string

/** Asked together, the addresses nearly always answer from one snapshot; while events arrive, not each time. */
const ATTEMPTS = 20

const asOf = (body: Body) => (body.as_of as { seq: number }).seq

/** The answers of all addresses from one snapshot; a finding where there are none. */
async function answersAt(url: URL, key: string | null, check: string): Promise<Map<string, Body> | Finding> {
  const addresses = [...new Set(Object.values(FIGURES).flatMap(Object.keys).map(addressOf))]
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answers = await Promise.all(addresses.map((address) => ask(new URL(address, url), key)))
    const bodies = new Map<string, Body>()
    for (const [n, address] of addresses.entries()) {
      const answer = answers[n] as (typeof answers)[number]
      if ('why' in answer)
        return ill(
          check,
          `${url.origin} does not answer (${answer.why}): no report can be seen. Start it (npm start).`,
        )
      if (answer.status === 401 || answer.status === 403)
        return unknown(check, `${url.origin} wants a key that may read: set API_KEYS as the server has it`)
      if (answer.status !== 200)
        return ill(check, `${address} answers ${answer.status}: ${answer.body.title}. ${answer.body.detail}`)
      bodies.set(address, answer.body)
    }
    if (new Set([...bodies.values()].map(asOf)).size === 1) return bodies
  }
  return unknown(check, `no two addresses answered from one snapshot in ${ATTEMPTS} attempts`)
}

/** @param url of the public port  @param key that may read, null without keys */
export async function figuresAt(url: URL, key: string | null): Promise<Finding> {
  const check = 'figures'
  const bodies = await answersAt(url, key, check)
  if (!(bodies instanceof Map)) return bodies
  const faults = Object.entries(FIGURES).flatMap(([figure, places]) => {
    const told = Object.entries(places).map(
      ([place, read]) => [place, read(bodies.get(addressOf(place)) as Body)] as const,
    )
    const agree = new Set(told.map(([, value]) => value)).size === 1
    return agree ? [] : [`${figure}: ${told.map(([place, value]) => `${value} (${place})`).join(', ')}`]
  })
  if (faults.length > 0)
    return ill(
      check,
      `disagree. ${faults.join('; ')}. Do not trust the reports; npm run verify names the file.`,
    )
  const events = bodies.get('/analytics/summary')?.total_events
  return well(check, `agree at ${bodies.size} addresses on ${events} events`)
}
