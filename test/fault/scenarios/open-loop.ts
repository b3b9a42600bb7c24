// The load of an overload: a process of its own that posts at a rate of its own, whatever becomes of the answers.
// It must never hold a request back to send it later: what finds no free connection when it is due is not sent.
import { percentile } from '../../bench/statistics.ts'
import { type Poster, poster } from '../../support/recording/poster.ts'
import { type Counts, openRecorder } from '../../support/recording/recorder.ts'

/**
 * `perSecond`: null to post again as soon as there is an answer. `first`: number of the first event. `folder`: of the
 * product; `name`: of the book there.
 */
export type LoadOrder = {
  url: string
  perSecond: number | null
  seconds: number
  connections: number
  first: number
  folder: string
  name: string
}
export type LoadResult = Pick<Counts, 'answers' | 'faults'> & {
  sent: number
  /** Requests that were due while every connection waited for an answer. */
  notSent: number
  /** Events stored in the best second: what the product can take when nothing else wants the machine. */
  bestSecond: number
  /** Of the events that were accepted, milliseconds from the request to the answer. */
  accepted: { p50Ms: number; p99Ms: number; maxMs: number }
  /** This process's share of one processor: near 1, it measures itself. */
  busy: number
}

const TICK_MS = 2

async function load(order: LoadOrder): Promise<LoadResult> {
  const { url, perSecond, seconds, connections, first } = order
  const recorder = openRecorder(order.folder, order.name)
  const posters = Array.from({ length: connections }, () => poster(url))
  const free = [...posters]
  const acceptedMs: number[] = []
  const storedIn: number[] = []
  const underWay = new Set<Promise<void>>()
  let [sent, notSent] = [0, 0]
  const post = async (through: Poster, n: number) => {
    const began = performance.now()
    const told = await through.post(n)
    const ms = performance.now() - began
    recorder.told(n, told, ms)
    if (told.outcome === 'stored') {
      acceptedMs.push(ms)
      const second = Math.floor((began + ms - start) / 1_000)
      storedIn[second] = (storedIn[second] ?? 0) + 1
    }
    free.push(through)
  }
  const [start, processor] = [performance.now(), process.cpuUsage()]
  const dueBy = (now: number) =>
    perSecond === null ? Number.POSITIVE_INFINITY : Math.floor(((now - start) / 1_000) * perSecond)
  await new Promise<void>((resolve) => {
    const tick = setInterval(() => {
      const now = performance.now()
      if (now - start >= seconds * 1_000) {
        clearInterval(tick)
        return resolve()
      }
      while (sent + notSent < dueBy(now)) {
        const through = free.pop()
        if (through === undefined) {
          if (perSecond !== null) notSent = dueBy(now) - sent
          break
        }
        const posted = post(through, first + sent).finally(() => underWay.delete(posted))
        underWay.add(posted)
        sent += 1
      }
    }, TICK_MS)
  })
  const { user, system } = process.cpuUsage(processor)
  const busy = (user + system) / 1_000 / (performance.now() - start)
  await Promise.all(underWay)
  await Promise.all(posters.map(({ close }) => close()))
  recorder.close()
  return {
    answers: recorder.answers,
    faults: recorder.faults,
    sent,
    notSent,
    bestSecond: storedIn.reduce((best, count) => Math.max(best, count ?? 0), 0),
    accepted: {
      p50Ms: percentile(acceptedMs, 0.5),
      p99Ms: percentile(acceptedMs, 0.99),
      maxMs: recorder.slowestMs['200'] ?? 0,
    },
    busy,
  }
}

process.on('message', async (order: LoadOrder) => {
  process.send?.(await load(order))
})
process.on('disconnect', () => process.exit(0))
