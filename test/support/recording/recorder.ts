// The clients' book: a line for everything that they were told about an event, in a file, and counts of it.
// It must never keep the lines in memory: a long run has millions.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Batch } from './batch.ts'
import type { Told } from './told.ts'
import type { ToldOfBatch } from './told-of-batch.ts'

/** Text of lines that wait to be written together. */
const BUFFER_CHARACTERS = 64 * 1024

/** Where the books about a product in a folder are, one for each process that has clients. */
const bookFolder = (folder: string) => join(folder, 'books')

/**
 * SQL: all the books as one table of `n`, `outcome`, the seqs between which it was said to be stored (null unless that was
 * said), and the name of the batch that is stored whole or not at all (null unless it came in one).
 */
export const booksSql = (folder: string) =>
  `read_csv('${join(bookFolder(folder), '*.csv')}', header = false, delim = ',', auto_detect = false,
    columns = {'n': 'BIGINT', 'outcome': 'VARCHAR', 'first_seq': 'BIGINT', 'last_seq': 'BIGINT', 'atomic': 'VARCHAR'})`

export type Counts = {
  /** How often each kind of answer came, as `200 duplicate` or `429 queue-full`. */
  answers: Record<string, number>
  /** The longest that each kind of answer took, in milliseconds. */
  slowestMs: Record<string, number>
  /** Answers that were not as they must be. */
  faults: Record<string, number>
}

export type Recorder = Counts & {
  /** @param ms from the request to its answer */
  told(n: number, told: Told, ms: number): void
  toldOfBatch(batch: Batch, told: ToldOfBatch, ms: number): void
  /** How often clients were told that an event is stored. */
  stored(): number
  close(): void
}

/** @param name of the book */
export function openRecorder(folder: string, name: string): Recorder {
  mkdirSync(bookFolder(folder), { recursive: true })
  const book = openSync(join(bookFolder(folder), `${name}.csv`), 'a')
  const counts: Counts = { answers: {}, slowestMs: {}, faults: {} }
  let stored = 0
  let lines = ''
  const flush = () => {
    writeSync(book, lines)
    lines = ''
  }
  const write = (
    n: number,
    outcome: Told['outcome'],
    seqs: readonly number[] | null,
    atomic: string | null,
  ) => {
    if (outcome === 'stored') stored += 1
    lines += `${n},${outcome},${seqs?.[0] ?? ''},${seqs?.[1] ?? ''},${atomic ?? ''}\n`
    if (lines.length >= BUFFER_CHARACTERS) flush()
  }
  const increment = (of: Record<string, number>, kind: string) => {
    of[kind] = (of[kind] ?? 0) + 1
  }
  const count = (as: string, fault: string | null, ms: number) => {
    increment(counts.answers, as)
    counts.slowestMs[as] = Math.max(ms, counts.slowestMs[as] ?? 0)
    if (fault !== null) increment(counts.faults, fault)
  }
  return {
    ...counts,
    told(n, told, ms) {
      const [fault, seqs] = told.outcome === 'stored' ? [null, [told.seq, told.seq]] : [told.fault, null]
      count(told.as, fault, ms)
      write(n, told.outcome, seqs, null)
    },
    toldOfBatch({ atomic }, { as, fault, rows }, ms) {
      count(as, fault, ms)
      for (const { n, outcome, seqs } of rows) write(n, outcome, seqs, atomic)
    },
    stored: () => stored,
    close() {
      flush()
      closeSync(book)
    },
  }
}
