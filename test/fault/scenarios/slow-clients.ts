// Clients that are slow, or gone before their answer, as they come to an address; and what became of each.
import { bodyOf } from '../../support/recording/numbered-events.ts'
import { head, rawSocket } from '../../support/recording/raw-socket.ts'
import type { Recorder } from '../../support/recording/recorder.ts'
import type { SlowKind } from './slow-kinds.ts'

export type SlowClient = { kind: SlowKind; url: string; n: number }

/** `statuses`: of all its answers. `ms`: until the server closed its end. */
export type SlowEnd = { text: string; statuses: number[]; ms: number }

export async function beSlow({ kind, url, n }: SlowClient): Promise<SlowEnd> {
  const socket = await rawSocket(url)
  let over = false
  const closed = socket.ended.finally(() => {
    over = true
  })
  await kind.act(socket, n, () => over)
  const { text, ms } = await closed
  return { text, statuses: [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status)), ms }
}

/** Writes down what a client was told of its event, if it was told that it is stored, or may be. */
export function recordSlow({ kind, n }: SlowClient, { text, ms }: SlowEnd, recorder: Recorder): void {
  if (!kind.stores) return
  const seq = Number(/"seq":(\d+)/.exec(text)?.[1])
  if (!Number.isNaN(seq)) recorder.told(n, { outcome: 'stored', as: 'slow 200', seq, duplicate: false }, ms)
  else recorder.told(n, { outcome: 'unknown', as: 'slow, not stored', fault: null }, ms)
}

/** Of the clients that go away, every other one has sent all of its event. */
export const sentWhole = (n: number) => n % 4 < 2

export async function goAway(url: string, n: number, recorder: Recorder): Promise<void> {
  const body = bodyOf(n)
  const socket = await rawSocket(url)
  await socket.send(head(Buffer.byteLength(body)) + (sentWhole(n) ? body : body.slice(0, body.length / 2)))
  socket.tear()
  const as = sentWhole(n) ? 'gone before the answer' : 'gone in mid-body'
  recorder.told(n, { outcome: sentWhole(n) ? 'unknown' : 'refused', as, fault: null }, 0)
}
