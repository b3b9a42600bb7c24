// Clients that post numbered events over connections that are kept, each again until it is stored.
// They must never give up on an event, nor take an answer that forbids a retry for one that asks for it.
import { setTimeout as sleep } from 'node:timers/promises'
import { poster } from './poster.ts'
import type { Recorder } from './recorder.ts'
import { mayComeBack, retryPause } from './retry.ts'

export type Delivery = {
  /** One for each connection. */
  urls: readonly string[]
  recorder: Recorder
  /** 0 to 1. */
  random: () => number
  bodyBytes?: number
  /** Longest pause of a connection between two events, in ms; none unless given. */
  pauseMs?: number
}

/**
 * @param events which to post; the connections take them in turn
 * @returns resolves when every event is stored; rejects at an answer after which one never can be
 */
export async function deliver(events: Iterable<number>, delivery: Delivery): Promise<void> {
  const { urls, recorder, random, bodyBytes, pauseMs = 0 } = delivery
  const due = events[Symbol.iterator]()
  const connection = async (url: string) => {
    const { post, close } = poster(url, bodyBytes)
    try {
      for (let next = due.next(); !next.done; next = due.next()) {
        for (const n = next.value; ; ) {
          const began = performance.now()
          const told = await post(n)
          recorder.told(n, told, performance.now() - began)
          if (told.outcome === 'stored') break
          if (!mayComeBack(told.outcome, told.as)) throw new Error(`event ${n} was answered ${told.as}`)
          await sleep(retryPause(random))
        }
        if (pauseMs > 0) await sleep(random() * pauseMs)
      }
    } finally {
      await close()
    }
  }
  await Promise.all(urls.map(connection))
}

/** Delivers event after event until it is told to stop; `stop` resolves when the last ones are stored. */
export function keepDelivering(first: number, delivery: Delivery): { stop(): Promise<void> } {
  let running = true
  function* events() {
    for (let n = first; running; n += 1) yield n
  }
  const delivered = deliver(events(), delivery)
  delivered.catch(() => {}) // whoever stops it is told
  return {
    stop() {
      running = false
      return delivered
    },
  }
}
