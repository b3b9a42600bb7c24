// Large published files are made by processes of their own, one for each: what one took of memory is given back when it ends,
// where the writer would keep a part of it for good.
import { fork } from 'node:child_process'
import type { Compacted, Compaction } from '../write/publish/compaction.ts'
import type { CompactAlone } from '../write/publish/compactor.ts'

export type CompactionOrder = { order: Compaction; temporary: string }
export type CompactionOutcome = { ok: true; compacted: Compacted } | { ok: false; message: string }

/** @param program the file that carries out an order when its first argument is `compaction` */
export const compactInProcess =
  (program: string): CompactAlone =>
  (order, temporary, signal) =>
    new Promise((resolve, reject) => {
      const child = fork(program, ['compaction'], { killSignal: 'SIGKILL', signal })
      let outcome: CompactionOutcome = { ok: false, message: 'it said nothing' }
      child.on('message', (message: CompactionOutcome) => {
        outcome = message
        child.disconnect() // it waits for that
      })
      child.once('error', reject)
      child.once('exit', (code, killedBy) => {
        if (outcome.ok) resolve(outcome.compacted)
        else
          reject(
            new Error(
              `making ${order.to} failed, process ended with ${killedBy ?? code}: ${outcome.message}`,
            ),
          )
      })
      child.send({ order, temporary } satisfies CompactionOrder)
    })
