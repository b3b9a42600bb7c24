// What is compared: the product's two ports, and DuckDB's own INSERT of the same rows.
import { type Child, startChild } from '../child.ts'
import { productPort } from '../product-port.ts'
import type { Batches } from './files.ts'
import type { Stored } from './timed.ts'

export type PeerName = 'writer' | 'public port' | 'read_ndjson INSERT' | 'one INSERT of all files'
type RunningPeer = {
  store: (batches: Batches) => Promise<Stored>
  /** How many rows it holds. */
  held: () => Promise<number>
  stop: () => Promise<unknown>
}
export type Peer = {
  name: PeerName
  /** Whether more connections than one make a difference to it. */
  shares: boolean
  start: (folder: string) => Promise<RunningPeer>
}

const product = (port: 'writer' | 'public') => async (folder: string) => {
  const { url, stored, stop } = await productPort(port, 1)(folder)
  const poster: Child = startChild(new URL('./poster.ts', import.meta.url))
  return {
    store: async (batches: Batches) => (await poster.ask({ url, ...batches })) as Stored,
    held: stored,
    async stop() {
      await poster.stop()
      await stop()
    },
  }
}

const duckdb = (mode: 'each' | 'all') => async (folder: string) => {
  const child = startChild(new URL('./read-ndjson.ts', import.meta.url), [folder, mode])
  await child.ask()
  return {
    store: async (batches: Batches) => (await child.ask(batches)) as Stored,
    held: async () => ((await child.ask({})) as { held: number }).held,
    stop: child.stop,
  }
}

export const PEERS: readonly Peer[] = [
  { name: 'read_ndjson INSERT', shares: true, start: duckdb('each') },
  { name: 'writer', shares: true, start: product('writer') },
  { name: 'public port', shares: true, start: product('public') },
  { name: 'one INSERT of all files', shares: false, start: duckdb('all') },
]
