// Runs a plan: the same load on the same product, without readers and with them, one right after the other.
// It must never have readers left over while it measures without them.
import { request } from 'undici'
import { startProduct } from '../../support/product.ts'
import { type Child, startChild } from '../child.ts'
import { inFolder } from '../in-folder.ts'
import type { LoadOrder, LoadResult } from '../ingest/load.ts'
import { heldBy } from '../product-port.ts'
import type { ReadOrder, ReadResult } from '../readers.ts'

type Port = 'writer' | 'public port'
export type Plan = {
  connections: number[]
  rounds: number
  /** Clients that ask for the page, each again as soon as it has been answered. */
  readers: number
  /** Before a fresh product's first figures; before each figure; and for each figure. */
  warmUpMs: number
  rampMs: number
  measureMs: number
}
/** The same load without readers and beside them; what the readers got is of their whole time, ramp included. */
export type Pair = {
  port: Port
  connections: number
  round: number
  alone: LoadResult
  beside: LoadResult
  reads: ReadResult
}
export type Results = { pairs: Pair[]; counts: { round: number; acknowledged: number; stored: number }[] }

const INSTANCES = 2
const PAGE = '/reports'
const PORTS: readonly Port[] = ['writer', 'public port']

/** @param progress is told each pair before it begins */
export async function run(plan: Plan, progress: (line: string) => void): Promise<Results> {
  const children = {
    generator: startChild(new URL('../ingest/load.ts', import.meta.url)),
    readers: startChild(new URL('../readers.ts', import.meta.url)),
  }
  const results: Results = { pairs: [], counts: [] }
  try {
    for (let round = 1; round <= plan.rounds; round += 1)
      await inFolder((folder) => turn({ plan, round, folder, results, progress, ...children }))
  } finally {
    await Promise.all(Object.values(children).map((child) => child.stop()))
  }
  return results
}

type Turn = {
  plan: Plan
  round: number
  folder: string
  results: Results
  progress: (line: string) => void
  generator: Child
  readers: Child
}

async function turn({ plan, round, folder, results, progress, generator, readers }: Turn): Promise<void> {
  const product = await startProduct({ DATA_DIR: folder, REPORT_INSTANCES: String(INSTANCES) })
  const urls = { writer: product.writerUrl(), 'public port': product.url }
  let acknowledged = 0
  const load = async (order: LoadOrder): Promise<LoadResult> => {
    const result = (await generator.ask(order)) as LoadResult
    acknowledged += result.acknowledged
    return result
  }
  const read: ReadOrder = { url: product.url, readers: plan.readers, paths: [PAGE], pauseMs: 0 }
  const beside = async (order: LoadOrder) => {
    const reads = readers.ask(read) as Promise<ReadResult>
    const result = await load(order)
    readers.tell({ stop: true })
    return { beside: result, reads: await reads }
  }
  try {
    const most = Math.max(...plan.connections)
    const { rampMs, measureMs } = plan
    for (const url of Object.values(urls))
      await load({ url, connections: most, rampMs: 0, measureMs: plan.warmUpMs })
    await request(`${product.url}/events/recent`, { headers: { 'x-min-seq': String(acknowledged) } })
    for (const port of PORTS)
      for (const connections of plan.connections) {
        progress(`round ${round} of ${plan.rounds}: ${port}, ${connections} connections`)
        const order: LoadOrder = { url: urls[port], connections, rampMs, measureMs }
        // Whoever comes second meets a longer history: the rounds take turns.
        const pair =
          round % 2 === 1
            ? { alone: await load(order), ...(await beside(order)) }
            : { ...(await beside(order)), alone: await load(order) }
        results.pairs.push({ port, connections, round, ...pair })
      }
    results.counts.push({ round, acknowledged, stored: await heldBy(product) })
  } finally {
    await product.stop()
  }
}
