// What is compared: each peer is started in fresh processes with an empty folder, and stopped after its turn.
import { startChild } from '../../child.ts'
import { productPort } from '../../product-port.ts'
import { findPostgresql } from './postgresql-server.ts'
import type { Held, Serving } from './route.ts'

type RunningPeer = {
  /** Where the events are posted. */
  url: string
  /** The program that stores, and its version; empty for the product and for the peer without one. */
  about: string
  /** How many events the peer says it holds; null when it holds none by design. */
  stored: () => Promise<number | null>
  stop: () => Promise<unknown>
}
export type PeerName =
  | ('no-op' | 'writer' | 'insert per request' | 'SQLite per request' | 'SQLite group commit' | 'PostgreSQL')
  | ('public port, 1 instance' | 'public port, 2 instances')
export type Peer = { name: PeerName; start: (folder: string) => Promise<RunningPeer> }

const own =
  (module: URL, ...args: string[]) =>
  async (folder: string): Promise<RunningPeer> => {
    const child = startChild(module, [folder, ...args])
    const { port, about } = (await child.ask()) as Serving
    return {
      url: `http://127.0.0.1:${port}`,
      about,
      stored: async () => ((await child.ask({})) as Held).held,
      stop: child.stop,
    }
  }

const product = (port: 'writer' | 'public', instances: number) => async (folder: string) => ({
  ...(await productPort(port, instances)(folder)),
  about: '',
})

/** All peers that can run on this machine. @param postgresql the folder of its server's programs; null: none */
export function availablePeers(postgresql = findPostgresql()): Peer[] {
  const start = (programs: string) => own(new URL('./postgresql.ts', import.meta.url), programs)
  const withPostgresql: Peer[] = postgresql === null ? [] : [{ name: 'PostgreSQL', start: start(postgresql) }]
  return [
    { name: 'no-op', start: own(new URL('./no-op.ts', import.meta.url)) },
    { name: 'writer', start: product('writer', 0) },
    { name: 'insert per request', start: own(new URL('./insert-per-request.ts', import.meta.url)) },
    { name: 'SQLite per request', start: own(new URL('./sqlite-per-request.ts', import.meta.url)) },
    { name: 'SQLite group commit', start: own(new URL('./sqlite-group-commit.ts', import.meta.url)) },
    ...withPostgresql,
    { name: 'public port, 1 instance', start: product('public', 1) },
    { name: 'public port, 2 instances', start: product('public', 2) },
  ]
}
