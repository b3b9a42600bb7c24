// Fills a vector of a DuckDB data chunk from an array, through memory laid out as DuckDB has it: value after value
// takes four times as long. It must never be given more than CHUNK_ROWS values, but for the elements of lists.
// Layouts: https://duckdb.org/docs/stable/internals/vector (numbers little-endian; a text of up to 12 bytes lies in its
// own 16, after its length; a list is its offset and length in one vector of all elements).
import duckdb from '@duckdb/node-bindings'
import { CHUNK_ROWS } from './duck.ts'
import { idWords } from './ids/id-words.ts'

type Vector = ReturnType<typeof duckdb.data_chunk_get_vector>
/** Nothing is kept of `values`. */
type Fill<T> = (vector: Vector, values: readonly T[]) => void

const BYTES_A_ROW = 16
/** Of a text that lies in its own row. */
const SHORT_BYTES = 12
const TWO_TO_32 = 2 ** 32

const rows = new ArrayBuffer(CHUNK_ROWS * BYTES_A_ROW)
const bytes = new Uint8Array(rows)
const integers = new Int32Array(rows)
const words = new Uint32Array(rows)
const doubles = new Float64Array(rows)
const validity = new Uint32Array(CHUNK_ROWS / 32)

function markNulls(vector: Vector, values: readonly unknown[]): void {
  if (!values.includes(null)) return
  validity.fill(0xffff_ffff)
  for (let n = 0; n < values.length; n += 1)
    if (values[n] === null) validity[n >> 5] = (validity[n >> 5] as number) & ~(1 << (n & 31))
  duckdb.vector_ensure_validity_writable(vector)
  duckdb.copy_data_to_vector_validity(vector, 0, validity.buffer, 0, Math.ceil(values.length / 64) * 8)
}

/** @param write puts a value into the row n of the memory above */
const filling =
  <T>(bytesEach: number, write: (value: NonNullable<T>, n: number) => void): Fill<T | null> =>
  (vector, values) => {
    for (let n = 0; n < values.length; n += 1) {
      const value = values[n]
      if (value !== null && value !== undefined) write(value, n)
    }
    duckdb.copy_data_to_vector(vector, 0, rows, 0, values.length * bytesEach)
    markNulls(vector, values)
  }

export const fillIntegers = filling<number>(4, (value, n) => {
  integers[n] = value
})

export const fillDoubles = filling<number>(8, (value, n) => {
  doubles[n] = value
})

export const fillBooleans = filling<boolean>(1, (value, n) => {
  bytes[n] = value ? 1 : 0
})

/** Whole numbers that a JavaScript number holds exactly. */
export const fillBigints = filling<number>(8, (value, n) => {
  words[2 * n] = value // modulo 2^32, as typed arrays take it
  words[2 * n + 1] = Math.floor(value / TWO_TO_32)
})

/** Epoch milliseconds, which DuckDB counts in microseconds: too many for a JavaScript number after the year 2255. */
export const fillTimes = filling<number>(8, (value, n) => {
  const ms = Math.round(value)
  const high = Math.floor(ms / TWO_TO_32)
  const low = (ms - high * TWO_TO_32) * 1_000
  words[2 * n] = low
  words[2 * n + 1] = high * 1_000 + Math.floor(low / TWO_TO_32)
})

/** @throws Error when one is not in its usual form of 36 characters */
export const fillUuids: Fill<string> = (vector, values) => {
  if (values.some((id) => id.length !== 36)) throw new Error('an id is no UUID')
  const ids = idWords(values)
  duckdb.copy_data_to_vector(vector, 0, ids.buffer as ArrayBuffer, 0, ids.byteLength)
}

/** Writes a short text of ASCII into its row. @returns whether it is one */
function writeShort(text: string, n: number): boolean {
  const { length } = text
  if (length > SHORT_BYTES) return false
  const to = n * BYTES_A_ROW
  words.fill(0, n * 4, n * 4 + 4)
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0 || code > 127) return false
    bytes[to + 4 + at] = code
  }
  words[n * 4] = length
  return true
}

function fillSomeTexts(vector: Vector, values: readonly (string | null)[], from: number): void {
  const long: number[] = []
  for (let n = 0; n < values.length; n += 1) {
    const text = values[n]
    if (text === null || text === undefined) words.fill(0, n * 4, n * 4 + 4)
    else if (!writeShort(text, n)) long.push(n)
  }
  duckdb.copy_data_to_vector(vector, from * BYTES_A_ROW, rows, 0, values.length * BYTES_A_ROW)
  for (const n of long) duckdb.vector_assign_string_element(vector, from + n, values[n] as string)
}

export const fillTexts: Fill<string | null> = (vector, values) => {
  fillSomeTexts(vector, values, 0)
  markNulls(vector, values)
}

export const fillTextLists: Fill<readonly string[] | null> = (vector, values) => {
  const elements: string[] = []
  for (let n = 0; n < values.length; n += 1) {
    const list = values[n] ?? []
    words[4 * n] = elements.length
    words[4 * n + 2] = list.length
    words[4 * n + 1] = 0
    words[4 * n + 3] = 0
    for (const text of list) elements.push(text)
  }
  duckdb.copy_data_to_vector(vector, 0, rows, 0, values.length * BYTES_A_ROW)
  markNulls(vector, values)
  duckdb.list_vector_reserve(vector, elements.length)
  duckdb.list_vector_set_size(vector, elements.length)
  const all = duckdb.list_vector_get_child(vector)
  for (let from = 0; from < elements.length; from += CHUNK_ROWS)
    fillSomeTexts(all, elements.slice(from, from + CHUNK_ROWS), from)
}
