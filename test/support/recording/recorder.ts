// The clients' book: a line for everything that they were told about an event, in a file, and counts of it.
// It must never keep the lines in memory: a long run has millions.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Told } from './told.ts'

/** Text of lines that wait to be written together. */
const BUFFER_CHARACTERS = 64 * 1024

/** Where the books about a product in a folder are, one for each process that has clients. */
const bookFolder = (folder: string) => join(folder, 'books')

/** SQL: all the books as one table of `n`, `outcome` and `seq` (null unless stored). */
export const booksSql = (folder: string) =>
  `read_csv('${join(bookFolder(folder), '*.csv')}', header = false, delim = ',', auto_detect = false,
    columns = {'n': 'BIGINT', 'outcome': 'VARCHAR', 'seq': 'BIGINT'})`

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
  /** How often clients were told that an event is stored. */
  stored(): number
  close(): void
}

/** @param name of the book */
export function openRecorder(folder: string, name: string): Recorder {
  mkdirSync(bookFolder(folder), { recursive: true })
  const book = openSync(join(bookFolder(folder), `${name}.csv`), 'a')
  const counts: Counts = { answers: {}, slowestMs: {}, faults: {} }
  let lines = ''
  const flush = () => {
    writeSync(book, lines)
    lines = ''
  }
  const count = (of: Record<string, number>, kind: string) => {
    of[kind] = (of[kind] ?? 0) + 1
  }
  return {
    ...counts,
    told(n, told, ms) {
      count(counts.answers, told.as)
      counts.slowestMs[told.as] = Math.max(ms, counts.slowestMs[told.as] ?? 0)
      if (told.outcome !== 'stored' && told.fault !== null) count(counts.faults, told.fault)
      lines += `${n},${told.outcome},${told.outcome === 'stored' && told.seq > 0 ? told.seq : ''}\n`
      if (lines.length >= BUFFER_CHARACTERS) flush()
    },
    stored: () => (counts.answers['200'] ?? 0) + (counts.answers['200 duplicate'] ?? 0),
    close() {
      flush()
      closeSync(book)
    },
  }
}
