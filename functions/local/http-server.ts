// One Node HTTP server around a fetch handler, with limits on slow and idle clients, and a clean end.
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { EXIT, OperatorError } from '../operator-error.ts'

/** A client must have sent its headers, and its whole request, within these. */
const HEADERS_MS = 10_000
const REQUEST_MS = 15_000
/** An idle connection is kept for the next request this long. */
const KEEP_ALIVE_MS = 5_000
/** While draining, connections that have just become idle are closed this often. */
const DRAIN_LOOK_MS = 20

export type RunningServer = {
  port: number
  /** Takes no new connections; resolves when every request under way has been answered. */
  drain(): Promise<void>
}

/** @throws OperatorError when the port is taken or may not be opened */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port }: { host: string; port: number },
): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch,
    serverOptions: {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1_000,
    },
  })
  if (!('closeIdleConnections' in server)) throw new Error('expected an HTTP/1 server')
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${error.code})`
      reject(
        new OperatorError(
          `Port ${port} on ${host} ${why}. Stop that program, or set another port.`,
          EXIT.failure,
          error,
        ),
      )
    })
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    async drain() {
      const closed = new Promise((resolve) => server.close(resolve))
      const look = setInterval(() => server.closeIdleConnections(), DRAIN_LOOK_MS)
      await closed
      clearInterval(look)
    },
  }
}
