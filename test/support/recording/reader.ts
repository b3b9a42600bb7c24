// A client that asks for reports again and again: every answer is 200 and one whole snapshot, and the snapshots never go back.
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import type { Question } from './whole-answers.ts'

/** Wait between two answers: a hundred looks a second see what thousands would, and leave the processor to what they watch. */
const PAUSE_MS = 10
/** A reader that hears nothing for so long was left hanging: longer than any report may take. */
const HANGING_MS = 30_000
/** Examples that are kept of what went wrong. */
const EXAMPLES = 10

export type Reading = {
  answers: number
  /** Requests that were cut off with the process that was answering them, and asked again. */
  cut: number
  failed: number
  /** A sentence for some of those that failed. */
  failures: string[]
}

export type ReaderOptions = {
  url: string
  /** Taken in turns. */
  questions: readonly Question[]
  /** How many report processes were killed so far: each may cut off one request of a reader, no more. */
  kills: () => number
}

/** @returns `idle` stops it until `resume`: while nothing runs that could answer */
export function startReader({ url, questions, kills }: ReaderOptions) {
  const reading: Reading = { answers: 0, cut: 0, failed: 0, failures: [] }
  const agent = new Agent({ connections: 1, headersTimeout: HANGING_MS, bodyTimeout: HANGING_MS })
  let highest = 0
  let running = true
  let pause: Promise<void> = Promise.resolve()
  let underWay: Promise<void> = Promise.resolve()
  const fail = (why: string) => {
    reading.failed += 1
    if (reading.failures.length < EXAMPLES) reading.failures.push(why)
  }
  async function ask({ path, wrong }: Question): Promise<void> {
    try {
      const { statusCode, headers, body } = await request(url + path, { dispatcher: agent })
      const text = await body.text()
      const seq = Number(headers['x-as-of-seq'])
      reading.answers += 1
      if (statusCode !== 200) fail(`${path}: ${statusCode} ${text.slice(0, 200)}`)
      else if (!(seq >= highest)) fail(`${path}: event ${seq} after ${highest}`)
      else {
        highest = seq
        const fault = wrong(text, seq)
        if (fault !== null) fail(`${path}: ${fault}`)
      }
    } catch (error) {
      // A connection ends with its process: whoever asks again at once, over a new one, is answered.
      if (reading.cut < kills()) {
        reading.cut += 1
        await ask({ path, wrong })
      } else fail(`${path}: ${error}`)
    }
  }
  const reads = (async () => {
    for (let turn = 0; running; turn += 1) {
      await pause
      underWay = ask(questions[turn % questions.length] as Question)
      await underWay
      await sleep(PAUSE_MS)
    }
  })()
  let resume = () => {}
  return {
    reading,
    async idle() {
      pause = new Promise((resolve) => {
        resume = resolve
      })
      await underWay
    },
    resume: () => resume(),
    async stop(): Promise<Reading> {
      running = false
      resume()
      await reads
      await agent.close()
      return reading
    },
  }
}
