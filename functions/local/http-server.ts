// One Node HTTP server around a fetch handler, with limits on slow and idle clients, and a clean end.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Logger } from 'pino'
import { baseUrl } from '../edge/host-names.ts'
import { EXIT, OperatorError } from '../operator-error.ts'
import { connectionsOf } from './connections.ts'
import { hasOneHost, refusal, refuse, refuseUnread, TIMED_OUT } from './refusal.ts'

/** All headers of a request together. */
const MAX_HEADER_BYTES = 16 * 1024
/** A client must have sent its headers, and its whole request, within these; looked at every `everyMs`. */
const PATIENCE = { headersMs: 10_000, requestMs: 15_000, everyMs: 1_000 }
/** New connections that wait to be accepted: others are lost, and tried again by their clients only after a second. */
const BACKLOG = 4_096
/** An idle connection is kept for the next request this long. */
const KEEP_ALIVE_MS = 5_000
/** While draining, connections whose request has just been answered are closed this often. */
const DRAIN_LOOK_MS = 20

export type RunningServer = {
  port: number
  /** Where it is reached from this machine. */
  url: string
  /** Takes no new connections; resolves when every request under way has been answered. */
  drain(): Promise<void>
}

/** @throws OperatorError when the port is taken or may not be opened */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  options: { host: string; port: number; log: Logger; patience?: typeof PATIENCE },
): Promise<RunningServer> {
  const { host, port, log, patience = PATIENCE } = options
  const serve = getRequestListener(fetch, {
    errorHandler(error) {
      const malformed = error instanceof RequestError
      if (!malformed) log.error({ err: error }, 'a request failed outside its handlers')
      const { status, headers, body } = refusal(malformed ? 'malformed-request' : 'internal')
      return new Response(body, { status, headers })
    },
  })
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: patience.everyMs,
      requireHostHeader: false, // the listener below refuses a missing Host, with a problem
    },
    (incoming, outgoing) => (hasOneHost(incoming) ? serve(incoming, outgoing) : refuse(incoming, outgoing)),
  )
  const connections = connectionsOf(server)
  server.on('clientError', refuseUnread)
  server.on('connect', (_, socket) => refuseUnread({}, socket))
  server.on('checkExpectation', refuse)
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
    server.listen({ port, host, backlog: BACKLOG }, resolve)
  })
  const { port: openPort } = server.address() as AddressInfo
  return {
    port: openPort,
    url: baseUrl(host, openPort),
    async drain() {
      const closed = new Promise((resolve) => server.close(resolve))
      const look = setInterval(connections.closeUnasked, DRAIN_LOOK_MS)
      // A server that is closed looks no more after slow clients.
      const late = setTimeout(
        () => connections.eachIncomplete((socket) => refuseUnread(TIMED_OUT, socket)),
        patience.requestMs,
      )
      await closed
      clearInterval(look)
      clearTimeout(late)
    },
  }
}
