// The second guard of the ledger: a small file that names the process which holds it.
// DuckDB's own lock is lost when any code of this process opens and closes the database file; this one is not.
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { EXIT, OperatorError } from '../../operator-error.ts'

type Holder = { pid: number; started: string | null }

/** When a process started, in the kernel's clock ticks: tells it from a later one with the same id. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null // not Linux, or no such process
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return holder.started === null || startOf(holder.pid) === holder.started
}

function readHolder(path: string): Holder | null {
  try {
    const { pid, started } = JSON.parse(readFileSync(path, 'utf8'))
    return Number.isInteger(pid) && pid > 0
      ? { pid, started: typeof started === 'string' ? started : null }
      : null
  } catch {
    return null
  }
}

export const heldElsewhere = (ledgerFile: string, pid: number, cause?: unknown) =>
  new OperatorError(
    `The ledger ${ledgerFile} is held by process ${pid}. Stop that process (kill ${pid}), or set RUNS_DB to another file, then start again.`,
    EXIT.heldElsewhere,
    cause,
  )

/**
 * Takes the lock of `ledgerFile`, or replaces one whose process is gone.
 * @returns a function that gives it back.
 * @throws OperatorError (exit 3) naming the living process that holds it, this one included.
 */
export function takeLockFile(ledgerFile: string): () => void {
  const path = `${ledgerFile}.lock`
  const mine: Holder = { pid: process.pid, started: startOf(process.pid) }
  const draft = `${path}.${process.pid}`
  try {
    writeFileSync(draft, JSON.stringify(mine))
    for (;;) {
      try {
        linkSync(draft, path) // fails when the name exists: taking it is one step
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        const holder = readHolder(path)
        if (holder && isAlive(holder)) throw heldElsewhere(ledgerFile, holder.pid)
        rmSync(path, { force: true })
      }
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true })
  }
}
