// The body of an export: chunks at the client's own pace, the next one made while the client takes this one.
// It must never end as if it were whole when it is not: then it fails, and the connection breaks.
import { Problem } from '../../problem.ts'

type Options = {
  /** Ends the making of chunks; aborted here when the body is over, however it ends. */
  work: AbortController
  /** Aborted when the client is gone. */
  client: AbortSignal
  /** Aborted when this instance stops. */
  stopping: AbortSignal
  /** Milliseconds that the client may take nothing. */
  stallMs: number
  /** Told why a body broke off that its client still wanted. */
  onBroken: (error: unknown) => void
  /** Called once, when nothing works for this body any more. */
  onEnd: () => void
}

/** What the HTTP server is told, which prints it: the reason is in the log, so no stack here. */
class BrokenOff extends Error {
  override name = 'BrokenOff'
  override stack = ''
}

/**
 * @param chunks made one after the other; each is given as pieces
 * @returns after the first chunk was made, so that what fails at once is an answer of its own
 * @throws what the first chunk throws; Problem stopping
 */
export async function bodyOf(
  chunks: AsyncGenerator<readonly Uint8Array[]>,
  { work, client, stopping, stallMs, onBroken, onEnd }: Options,
): Promise<ReadableStream<Uint8Array>> {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let pieces: Uint8Array[] = []
  let stall: NodeJS.Timeout | undefined
  let ended = false
  let failure: BrokenOff | undefined

  async function end(reason?: unknown): Promise<void> {
    if (ended) return
    ended = true
    clearTimeout(stall)
    client.removeEventListener('abort', clientGone)
    stopping.removeEventListener('abort', stop)
    pieces = []
    work.abort(reason)
    await chunks.return(undefined).catch(() => {}) // waits for the query that was interrupted
    onEnd()
  }
  function breakOff(error: unknown): void {
    if (ended) return
    failure = new BrokenOff(`an export broke off: ${error instanceof Error ? error.message : error}`)
    controller?.error(failure)
    void end(error)
  }
  function broken(error: unknown): void {
    if (!ended) onBroken(error)
    breakOff(error)
  }
  const clientGone = () => void end(new Problem('malformed-request', 'The client went away.'))
  const stop = () => breakOff(new Problem('stopping'))
  client.addEventListener('abort', clientGone)
  stopping.addEventListener('abort', stop)
  if (client.aborted) clientGone()
  if (stopping.aborted) stop()

  const make = () => {
    const made = chunks.next()
    made.catch(() => {}) // an error waits until the client comes to it
    return made
  }
  let next = make()
  try {
    await next
  } catch (error) {
    await end()
    throw error
  }

  return new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given
        if (failure) given.error(failure)
      },
      async pull(to) {
        clearTimeout(stall)
        try {
          while (pieces.length === 0) {
            const { done, value } = await next
            if (ended) return
            if (done) {
              to.close()
              return await end()
            }
            pieces = [...value]
            next = make()
          }
          to.enqueue(pieces.shift() as Uint8Array)
          stall = setTimeout(() => broken(new Error(`the client took nothing for ${stallMs} ms`)), stallMs)
        } catch (error) {
          broken(error)
        }
      },
      cancel: () => end(),
    },
    { highWaterMark: 0 }, // nothing is made for a client that does not read
  )
}
