// The open connections of a server, and which of them have a request under way: those alone are waited for at the end.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export type Connections = {
  /** Closes those without a request: opened in advance, idle, or still sending their headers. */
  closeUnasked(): void
  /** Hands over those whose request has not arrived whole. */
  eachIncomplete(act: (socket: Socket) => void): void
}

/** Follows the connections of a server; to be called before it listens. */
export function connectionsOf(server: Server): Connections {
  /** With their newest request; its answer is the last one, so when that is out there is no other. */
  const open = new Map<Socket, { incoming: IncomingMessage; outgoing: ServerResponse } | null>()
  server.on('connection', (socket: Socket) => {
    open.set(socket, null)
    socket.once('close', () => open.delete(socket))
  })
  server.on('request', (incoming, outgoing) => open.set(incoming.socket, { incoming, outgoing }))
  return {
    closeUnasked() {
      for (const [socket, asked] of open)
        if (asked === null || asked.outgoing.writableFinished) socket.destroy()
    },
    eachIncomplete(act) {
      for (const [socket, asked] of open) if (asked !== null && !asked.incoming.complete) act(socket)
    },
  }
}
