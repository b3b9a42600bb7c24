// The answers to what cannot become a request, in the form of every other error.
// It must never leave a client without an answer that could still be given one.
import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { Problem, type ProblemSlug, problemDocument } from '../problem.ts'
import { SECURITY_HEADERS } from '../security-headers.ts'

/** A client that was refused has so long to read why, and to close its end: it may never do either. */
const LINGER_MS = 1_000

/** What Node says of a request that took too long. */
export const TIMED_OUT = { code: 'ERR_HTTP_REQUEST_TIMEOUT' }

export function refusal(slug: ProblemSlug) {
  const document = problemDocument(new Problem(slug), randomUUID())
  const headers = { 'Content-Type': 'application/problem+json', ...SECURITY_HEADERS }
  return { status: document.status, headers, body: JSON.stringify(document) }
}

/** Where a proxy and this server could each take another Host for the right one, neither is. */
export function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  return hosts === 1
}

/** Answers what was read, but asks for something that HTTP does not have. */
export function refuse(_: IncomingMessage, outgoing: ServerResponse): void {
  const { status, headers, body } = refusal('malformed-request')
  const length = Buffer.byteLength(body)
  outgoing.writeHead(status, { ...headers, 'Content-Length': length, Connection: 'close' }).end(body)
}

/** Answers on a connection whose request could not be read to its end, and closes it. */
export function refuseUnread(error: { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const slugs: Record<string, ProblemSlug> = {
    HPE_HEADER_OVERFLOW: 'headers-too-large',
    [TIMED_OUT.code]: 'request-timeout',
  }
  const { status, headers, body } = refusal(slugs[error.code ?? ''] ?? 'malformed-request')
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  const lingering = setTimeout(() => socket.destroy(), LINGER_MS)
  socket.once('close', () => clearTimeout(lingering))
}
