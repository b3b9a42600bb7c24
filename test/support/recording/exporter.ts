// A client that keeps a copy of the log: it exports what is new, and goes on where the last whole export ended; or one that
// takes all of it slowly, while the files that it began with are merged away. Every event comes once, in order, unchanged.
// It must never take a body that broke off for a whole one.
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { changedField } from './numbered-row.ts'

const EXAMPLES = 10
/** About what a numbered event takes in an export. */
const ROW_BYTES = 500
const PATH = '/export/events.ndjson?after_seq='

export type Exporting = {
  /** Whole exports, and the events of all of them. */
  exports: number
  events: number
  /** Exports that were cut off with the process that was answering them, and begun again. */
  cut: number
  slowestMs: number
  failures: string[]
}

export type ExporterOptions = {
  url: string
  /** Wait between two exports, in ms. */
  pauseMs: number
  /** About how many seconds it takes over the whole log, time and again; null takes what is new, as fast as it comes. */
  wholeInSeconds: number | null
  /** How many report processes were killed so far: each may cut off one export, no more. */
  kills: () => number
}

export function startExporter(options: ExporterOptions) {
  const { url, pauseMs, wholeInSeconds, kills } = options
  const exporting: Exporting = { exports: 0, events: 0, cut: 0, slowestMs: 0, failures: [] }
  const agent = new Agent({ connections: 1, bodyTimeout: 0 })
  let running = true
  let last = 0
  let pause: Promise<void> = Promise.resolve()
  let underWay: Promise<void> = Promise.resolve()
  const fail = (why: string) => {
    if (exporting.failures.length < EXAMPLES) exporting.failures.push(`an export ${why}`)
  }
  async function once(): Promise<void> {
    const after = wholeInSeconds === null ? last : 0
    const began = performance.now()
    try {
      const { statusCode, headers, body } = await request(`${url}${PATH}${after}`, { dispatcher: agent })
      const until = Number(headers['x-as-of-seq'])
      if (statusCode !== 200) return fail(`was answered ${statusCode}: ${(await body.text()).slice(0, 200)}`)
      const wrong = await rowsWrong(
        wholeInSeconds === null ? body : slowly(body, (until * ROW_BYTES) / wholeInSeconds),
        after,
        until,
      )
      if (wrong !== null) fail(wrong)
      if (until < last) fail(`ends at ${until}, the one before at ${last}`)
      exporting.exports += 1
      exporting.events += until - after
      last = Math.max(last, until)
    } catch (error) {
      if (exporting.cut < kills()) exporting.cut += 1
      else fail(`broke off: ${error}`)
    }
    exporting.slowestMs = Math.max(exporting.slowestMs, performance.now() - began)
  }
  const working = (async () => {
    while (running) {
      await pause
      underWay = once()
      await underWay
      if (running) await sleep(pauseMs)
    }
  })()
  let resume = () => {}
  return {
    exporting,
    /** Ends the export under way, and begins no other before `resume`. */
    async idle() {
      pause = new Promise((resolve) => {
        resume = resolve
      })
      await underWay
    },
    resume: () => resume(),
    async stop(): Promise<Exporting> {
      running = false
      resume()
      await working
      await agent.close()
      return exporting
    },
  }
}

async function* slowly(body: AsyncIterable<Buffer>, bytesPerSecond: number) {
  for await (const part of body) {
    yield part
    await sleep((part.length / bytesPerSecond) * 1_000)
  }
}

/** @returns what is wrong with the lines, each of which must be the next event, from `after` to `until` */
async function rowsWrong(parts: AsyncIterable<Buffer>, after: number, until: number): Promise<string | null> {
  let rest = ''
  let last = after
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let wrong: string | null = null
  for await (const part of parts) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
    rest = lines.pop() as string
    for (const line of lines) {
      const row = JSON.parse(line)
      const changed = changedField(row)
      if (changed !== null) wrong ??= `has event ${row.seq} with another ${changed}`
      if (row.seq !== last + 1) wrong ??= `has event ${row.seq} after ${last}`
      last = row.seq
    }
  }
  if (rest !== '') wrong ??= 'ends within a line'
  return wrong ?? (last === until ? null : `ends at ${last}, and says ${until}`)
}
