// A connection of which every byte is sent by hand, and which never closes its end by itself.
import { connect } from 'node:net'
import { once } from '../once.ts'

export type RawSocket = {
  /** Resolves when the bytes are with the kernel, or can never be. */
  send(bytes: string): Promise<void>
  /** Resolves when the server has ended its side: with all that it sent, and after how many milliseconds. */
  ended: Promise<{ text: string; ms: number }>
  /** Tears the connection, which the server sees as a client that went away. */
  tear(): void
}

export async function rawSocket(url: string): Promise<RawSocket> {
  const { hostname, port } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  await opened
  const began = performance.now()
  socket.on('error', () => {}) // a server that closes at once may break the pipe
  let text = ''
  socket.on('data', (data) => {
    text += data
  })
  const ended = new Promise<{ text: string; ms: number }>((resolve) => {
    const end = once(async () => resolve({ text, ms: performance.now() - began }))
    socket.once('end', end)
    socket.once('close', end)
  })
  return {
    send: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
    ended,
    tear: () => socket.resetAndDestroy(),
  }
}

/** The head of a POST of an event; `length` of its body, null for one in chunks. */
export const head = (length: number | null): string =>
  [
    'POST /events/coach HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    length === null ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
    '\r\n',
  ].join('\r\n')
