// Clients that post events one after the other and write down what they were told: the oracle's side of the story.
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { event } from './in-process.ts'

export type Acknowledged = { event_id: string; seq: number; agent_draft: string }

export type Recording = {
  acknowledged: Acknowledged[]
  /** How often each status came; `cut` counts requests that got no answer at all. */
  statuses: Record<string, number>
  stop(): Promise<void>
}

/** @param url the public or the writer's address; a function where it may change */
export function startClients(url: string | (() => string), count: number): Recording {
  const agent = new Agent({ connections: count })
  const acknowledged: Acknowledged[] = []
  const statuses: Record<string, number> = {}
  let running = true

  async function client(name: number) {
    for (let n = 0; running; n += 1) {
      const agent_draft = `client ${name}, draft ${n}`
      try {
        const base = typeof url === 'string' ? url : url()
        const answer = await request(`${base}/events/coach`, {
          dispatcher: agent,
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(event({ agent_draft, session_id: `session ${name}` })),
        })
        const body = (await answer.body.json()) as { event_id: string; seq: number }
        statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1
        if (answer.statusCode === 200) acknowledged.push({ ...body, agent_draft })
        else await sleep(5) // a client backs off, or it would spin
      } catch {
        statuses.cut = (statuses.cut ?? 0) + 1
        await sleep(5)
      }
    }
  }
  const clients = Promise.all(Array.from({ length: count }, (_, name) => client(name)))
  return {
    acknowledged,
    statuses,
    async stop() {
      running = false
      await clients
      await agent.close()
    },
  }
}

/** Wait between two answers: a hundred looks a second see what thousands would, and leave the processor to what they watch. */
const READER_PAUSE_MS = 10

/** Asks for a page again and again; `failures` lists every answer that was not 200 or went back in seq. */
export function startReader(url: string, path: string) {
  const agent = new Agent({ connections: 1 })
  const failures: string[] = []
  let answers = 0
  let highest = 0
  let running = true
  const reading = (async () => {
    while (running) {
      try {
        const answer = await request(url + path, { dispatcher: agent })
        await answer.body.dump()
        const seq = Number(answer.headers['x-as-of-seq'])
        if (answer.statusCode !== 200) failures.push(`status ${answer.statusCode}`)
        else if (seq < highest) failures.push(`seq ${seq} after ${highest}`)
        highest = Math.max(highest, seq)
        answers += 1
      } catch (error) {
        failures.push(String(error))
      }
      await sleep(READER_PAUSE_MS)
    }
  })()
  return {
    failures,
    answers: () => answers,
    async stop() {
      running = false
      await reading
      await agent.close()
    },
  }
}
