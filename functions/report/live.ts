// The live streams of the pages: when a new snapshot appears, the blocks that changed, and only those.
// It must never hold up a snapshot or a query: a slow page gets the newest state next, not every state.
import { setMaxListeners } from 'node:events'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { LRUCache } from 'lru-cache'
import { LiveUpdate } from '../../views/live-update.tsx'
import { type Env, parametersOf, saidIn } from '../http.ts'
import { Problem } from '../problem.ts'
import type { ReportDeps } from './deps.ts'
import { newerBlocks, streamParameters } from './events/list.tsx'
import { askedOf, currentView, type RenderedBlock, renderedBlocks, type View } from './reports.tsx'

/** Pages that one instance keeps live at once. */
const MAX_STREAMS = 1_000
/** A page is updated at most this often. */
const LEAST_PAUSE_MS = 250
/** An event without content this often shows both sides that the connection lives (views/live.js waits for it). */
const HEARTBEAT_MS = 15_000

export function live(deps: ReportDeps) {
  let streams = 0
  setMaxListeners(MAX_STREAMS, deps.stopping) // one per stream, or Node warns of a leak
  // Pages with the same filters show the same blocks: render each state once, however many listen.
  const rendered = new LRUCache<string, Promise<RenderedBlock[]>>({ max: 32 })
  const once =
    (page: string, render: (view: View) => Promise<RenderedBlock[]>) =>
    (view: View): Promise<RenderedBlock[]> => {
      const key = `${page} ${view.tag} ${view.origin} ${view.query}`
      const known = rendered.get(key)
      if (known) return known
      const blocks = render(view)
      rendered.set(key, blocks)
      blocks.catch(() => rendered.delete(key))
      return blocks
    }

  const reports = once('reports', (view) => renderedBlocks(deps, view))

  function stream(c: Context<Env>, blocksOf: (view: View) => Promise<RenderedBlock[]>): Response {
    if (deps.stopping.aborted) throw new Problem('stopping')
    if (streams >= MAX_STREAMS) throw new Problem('reports-busy')
    askedOf(saidIn(c.req.query()), deps.timeZone) // a bad one is refused before the stream begins
    streams += 1
    // What the page was drawn from: then nothing is sent until something changes.
    let seen = c.req.header('last-event-id') ?? c.req.query('seen') ?? ''
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, async (stream) => {
      const news = new Wakeup()
      const ended = () => stream.aborted || stream.closed || deps.stopping.aborted
      const unsubscribe = [deps.reader.onChange(news.ring), deps.writer.onChange(news.ring)]
      deps.stopping.addEventListener('abort', news.ring)
      stream.onAbort(news.ring)
      let shown: RenderedBlock[] = []
      try {
        while (!ended()) {
          const view = await currentView(deps, c.req.url).catch(() => null)
          if (view && view.tag !== seen) {
            const blocks = await blocksOf(view).catch(() => null)
            if (blocks) {
              const changed = blocks.filter(({ html }, index) => shown[index]?.html !== html)
              await stream.writeSSE({ id: view.tag, data: LiveUpdate({ blocks: changed }).toString() })
              shown = blocks
              seen = view.tag
            }
            await stream.sleep(LEAST_PAUSE_MS)
          } else {
            if (view && shown.length === 0) shown = await blocksOf(view).catch(() => shown)
            if (!(await news.within(HEARTBEAT_MS)) && !ended())
              await stream.writeSSE({ event: 'alive', data: '' })
          }
        }
      } finally {
        streams -= 1
        deps.stopping.removeEventListener('abort', news.ring)
        for (const stop of unsubscribe) stop()
      }
    })
  }

  return new Hono<Env>()
    .get('/reports/stream', (c) => stream(c, reports))
    .get('/events/stream', (c) => {
      const asked = parametersOf(streamParameters, saidIn(c.req.query()))
      return stream(
        c,
        once(`events ${JSON.stringify(asked)}`, (view) => newerBlocks(deps, view, asked)),
      )
    })
}

/** Lets one loop sleep until something rings, and forgets no ring that came while it was busy. */
class Wakeup {
  #rung = false
  #wake = () => {}

  readonly ring = () => {
    this.#rung = true
    this.#wake()
  }

  /** @returns whether it rang, now or within `ms` */
  async within(ms: number): Promise<boolean> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    const rung = this.#rung
    this.#rung = false
    return rung
  }
}
