// What is compared: each peer is started in fresh processes with an empty folder, and stopped after its turn.
import { request } from 'undici'
import { startProduct } from '../../../support/product.ts'
import { startChild } from '../../child.ts'

type RunningPeer = {
  /** Where the events are posted. */
  url: string
  /** How many events the peer says it holds; null when it holds none by design. */
  stored: () => Promise<number | null>
  stop: () => Promise<unknown>
}
export type PeerName = 'no-op' | 'writer' | 'insert per request' | 'public port'
export type Peer = { name: PeerName; start: (folder: string) => Promise<RunningPeer> }

async function own(file: URL, args: string[]): Promise<RunningPeer> {
  const child = startChild(file, args)
  const { port } = (await child.ask()) as { port: number }
  return { url: `http://127.0.0.1:${port}`, stored: async () => null, stop: child.stop }
}

async function product(settings: Record<string, string>, port: 'writer' | 'public'): Promise<RunningPeer> {
  const { url, writerUrl, stop } = await startProduct({ WRITER_PORT: '0', ...settings })
  return {
    url: port === 'writer' ? writerUrl() : url,
    async stored() {
      const { body } = await request(`${writerUrl()}/health`)
      return ((await body.json()) as { seq: number }).seq
    },
    stop,
  }
}

export const PEERS: readonly Peer[] = [
  { name: 'no-op', start: () => own(new URL('./no-op.ts', import.meta.url), []) },
  { name: 'writer', start: (folder) => product({ ROLE: 'write', DATA_DIR: folder }, 'writer') },
  {
    name: 'insert per request',
    start: (folder) => own(new URL('./insert-per-request.ts', import.meta.url), [`${folder}/naive.duckdb`]),
  },
  {
    name: 'public port',
    start: (folder) => product({ ROLE: 'all', REPORT_INSTANCES: '1', DATA_DIR: folder }, 'public'),
  },
]
