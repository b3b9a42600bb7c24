// The second guard of the ledger: a small file that names the process which holds it, and where that one listens.
// DuckDB's own lock is lost when any code of this process opens and closes the database file; this one is not.
// It must never be readable by other users: who knows its token may act on the ledger through the holder.
import { randomBytes } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EXIT, OperatorError } from '../../operator-error.ts'
import { processLives } from '../../process-lives.ts'

/**
 * Who holds a ledger. `url`: the base URL of its HTTP functions; null before it listens, and for a holder that
 * never does (a restore, an import). `token`: what its own commands show as `Authorization: Bearer`.
 */
export type Holder = { pid: number; url: string | null; token: string | null }

type Entry = Holder & { started: string | null }

/** The lock while this process holds it. */
export type HeldLock = {
  /** Random, new with every taking. */
  token: string
  /** Says in the file where this process listens. */
  announce(url: string): void
  release(): void
}

/** When a process started, in the kernel's clock ticks: tells it from a later one with the same id. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null // not Linux, or no such process
  }
}

const isAlive = ({ pid, started }: Entry): boolean =>
  processLives(pid) && (started === null || startOf(pid) === started)

const text = (value: unknown) => (typeof value === 'string' ? value : null)

/** @throws OperatorError (exit 3) when the file is there but another user's */
function readEntry(path: string): Entry | null {
  try {
    const { pid, started, url, token } = JSON.parse(readFileSync(path, 'utf8'))
    if (!Number.isInteger(pid) || pid <= 0) return null
    return { pid, started: text(started), url: text(url), token: text(token) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return null
    throw new OperatorError(
      `${path} belongs to another user, whose process may hold the ledger. Run this as that user.`,
      EXIT.heldElsewhere,
      error,
    )
  }
}

/** The living process that holds `ledgerFile`, or null when there is none. */
export function livingHolder(ledgerFile: string): Holder | null {
  const entry = readEntry(`${ledgerFile}.lock`)
  return entry && isAlive(entry) ? { pid: entry.pid, url: entry.url, token: entry.token } : null
}

export const heldElsewhere = (ledgerFile: string, pid: number, cause?: unknown) =>
  new OperatorError(
    `The ledger ${ledgerFile} is held by process ${pid}. Stop that process (kill ${pid}), or set RUNS_DB to another file, then start again.`,
    EXIT.heldElsewhere,
    cause,
  )

/**
 * Takes the entry of a process that is gone from the name of the lock. Another one that starts now may have done so, and taken
 * the lock, since it was looked at: then that one gets its lock back.
 */
function clearAway(path: string): void {
  const aside = `${path}.${process.pid}.aside`
  try {
    renameSync(path, aside) // of several that do this, each moves another file
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    const entry = readEntry(aside)
    if (entry !== null && isAlive(entry)) linkSync(aside, path)
  } finally {
    rmSync(aside)
  }
}

/** Removes what processes that were killed while they took the lock left beside it. */
function clearDrafts(path: string): void {
  const prefix = `${basename(path)}.`
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    if (pid > 0 && !processLives(pid)) rmSync(join(dirname(path), name), { force: true })
  }
}

/**
 * Takes the lock of `ledgerFile`, or replaces one whose process is gone.
 * @throws OperatorError (exit 3) naming the living process that holds it, this one included.
 */
export function takeLockFile(ledgerFile: string): HeldLock {
  const path = `${ledgerFile}.lock`
  const draft = `${path}.${process.pid}`
  const mine: Entry = {
    pid: process.pid,
    started: startOf(process.pid),
    url: null,
    token: randomBytes(32).toString('base64url'),
  }
  const write = (entry: Entry) => {
    rmSync(draft, { force: true }) // what an earlier process of this id left may have another mode
    writeFileSync(draft, JSON.stringify(entry), { mode: 0o600 })
  }
  try {
    write(mine)
    for (;;) {
      try {
        linkSync(draft, path) // fails when the name exists: taking it is one step
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        const holder = livingHolder(ledgerFile)
        if (holder) throw heldElsewhere(ledgerFile, holder.pid)
        clearAway(path)
      }
    }
  } finally {
    rmSync(draft, { force: true })
  }
  clearDrafts(path)
  return {
    token: mine.token as string,
    announce(url) {
      write({ ...mine, url })
      renameSync(draft, path)
    },
    release() {
      if (readEntry(path)?.pid === process.pid) rmSync(path, { force: true })
    },
  }
}
