// How a process leaves the processor to another, for as long as that one is busy.
// It must never keep a process from working: where this system does not allow it, nothing changes.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Linux lets everybody step back, and only some come forth again (root, CAP_SYS_NICE): whoever could not stays as it is. */
const mayReturn = () =>
  run('sh', ['-c', 'chrt --idle --pid 0 $$ && chrt --other --pid 0 $$']).then(
    () => true,
    () => false,
  )

/**
 * @returns what makes this process run only where nobody else wants the core (SCHED_IDLE), or as others do again. By
 *   niceness alone a waking thread waits until the slice of a nicer one ends, some 3 ms; but a process that only ever
 *   stands back does half as much even on cores that are free.
 */
export function standingBack(): (back: boolean) => void {
  let turn: Promise<unknown> | null = null
  return (back) => {
    const change = async () => {
      await run('chrt', [back ? '--idle' : '--other', '--all-tasks', '--pid', '0', String(process.pid)])
    }
    turn = (turn ?? mayReturn().then((may) => may || Promise.reject())).then(change)
    turn.catch(() => {}) // and every later change with it
  }
}
