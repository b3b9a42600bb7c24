// One Node HTTP server around a fetch handler, with limits on slow and idle clients, and a clean end.
import { randomUUID } from 'node:crypto'
import { createServer, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Logger } from 'pino'
import { baseUrl } from '../edge/host-names.ts'
import { EXIT, OperatorError } from '../operator-error.ts'
import { Problem, type ProblemSlug, problemDocument } from '../problem.ts'

/** A client must have sent its headers, and its whole request, within these. */
const HEADERS_MS = 10_000
const REQUEST_MS = 15_000
/** An idle connection is kept for the next request this long. */
const KEEP_ALIVE_MS = 5_000
/** While draining, connections that have just become idle are closed this often. */
const DRAIN_LOOK_MS = 20

/** The answer to what cannot even become a request, in the form of every other error. */
function refusal(slug: ProblemSlug) {
  const document = problemDocument(new Problem(slug), randomUUID())
  return { status: document.status, type: 'application/problem+json', body: JSON.stringify(document) }
}

function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const slugs: Record<string, ProblemSlug> = {
    HPE_HEADER_OVERFLOW: 'headers-too-large',
    ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  }
  const { status, type, body } = refusal(slugs[error.code ?? ''] ?? 'malformed-request')
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

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
  { host, port, log }: { host: string; port: number; log: Logger },
): Promise<RunningServer> {
  const server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1_000,
      requireHostHeader: false, // the listener below refuses a missing Host, with a problem
    },
    getRequestListener(fetch, {
      errorHandler(error) {
        const malformed = error instanceof RequestError
        if (!malformed) log.error({ err: error }, 'a request failed outside its handlers')
        const { status, type, body } = refusal(malformed ? 'malformed-request' : 'internal')
        return new Response(body, { status, headers: { 'Content-Type': type } })
      },
    }),
  )
  server.on('clientError', refuse)
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
  const { port: openPort } = server.address() as AddressInfo
  return {
    port: openPort,
    url: baseUrl(host, openPort),
    async drain() {
      const closed = new Promise((resolve) => server.close(resolve))
      const look = setInterval(() => server.closeIdleConnections(), DRAIN_LOOK_MS)
      await closed
      clearInterval(look)
    },
  }
}
