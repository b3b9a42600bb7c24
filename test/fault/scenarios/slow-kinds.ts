// Clients that keep a connection and are in no hurry: what each kind sends, and until when the server bears with it.
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyOf } from '../../support/recording/numbered-events.ts'
import { head, type RawSocket } from '../../support/recording/raw-socket.ts'

/** Between the bytes of a client that drips. */
const DRIP_MS = 500

/**
 * `act` ends when there is nothing more to send, `n` is the number of an event of the client's own. `closedMs`: within what
 * the README says, from the moment that it opened the connection. `status`: of the last answer; null for none.
 */
export type SlowKind = {
  name: string
  act: (socket: RawSocket, n: number, over: () => boolean) => Promise<void>
  closedMs: number
  status: number | null
  /** Whether its event is stored. */
  stores: boolean
}

async function drip(socket: RawSocket, bytes: Iterable<string>, over: () => boolean) {
  for (const byte of bytes) {
    if (over()) return
    await socket.send(byte)
    await sleep(DRIP_MS)
  }
}

/** A body without end. */
function* spaces(form: (byte: string) => string) {
  for (;;) yield form(' ')
}

export const SLOW_KINDS: readonly SlowKind[] = [
  {
    name: 'sends nothing',
    act: async () => {},
    ...{ closedMs: 10_000, status: 408, stores: false },
  },
  {
    name: 'drips its headers',
    act: (socket, _, over) => drip(socket, head(0), over),
    ...{ closedMs: 10_000, status: 408, stores: false },
  },
  {
    name: 'sends headers and no body',
    act: (socket) => socket.send(head(100)),
    ...{ closedMs: 15_000, status: 408, stores: false },
  },
  {
    name: 'drips a body of a length',
    async act(socket, _, over) {
      await socket.send(head(100_000))
      await drip(
        socket,
        spaces((byte) => byte),
        over,
      )
    },
    ...{ closedMs: 15_000, status: 408, stores: false },
  },
  {
    name: 'drips a body in chunks',
    async act(socket, _, over) {
      await socket.send(head(null))
      await drip(
        socket,
        spaces((byte) => `1\r\n${byte}\r\n`),
        over,
      )
    },
    ...{ closedMs: 15_000, status: 408, stores: false },
  },
  {
    name: 'sends what is no HTTP and never closes',
    act: (socket) => socket.send('hello\r\n\r\n'),
    ...{ closedMs: 0, status: 400, stores: false },
  },
  {
    name: 'stays after its answer',
    act: (socket, n) => socket.send(head(Buffer.byteLength(bodyOf(n))) + bodyOf(n)),
    ...{ closedMs: 5_000, status: 200, stores: true },
  },
  {
    name: 'begins another request after its answer',
    async act(socket, n, over) {
      await socket.send(head(Buffer.byteLength(bodyOf(n))) + bodyOf(n))
      await sleep(DRIP_MS)
      await drip(socket, head(0), over)
    },
    ...{ closedMs: 10_500, status: 408, stores: true },
  },
]
