// The elements of a batch, each as its JSON has it or with what is wrong with that, before anything is judged.
// It must never make objects of a body before it knows that there are not too many: sixteen megabytes of brackets take
// half a gigabyte and four seconds.
import { MAX_BATCH_ELEMENTS, type SentBatch } from '../batch.ts'
import { decodeUtf8, parseJson } from '../http.ts'
import { type FieldError, Problem } from '../problem.ts'
import { repeatedKeys, repeatedKeysOfEach } from '../repeated-keys.ts'

/** Objects and lists of a whole batch: each event is one, and has a list of policies. */
const MAX_CONTAINERS = 2 * MAX_BATCH_ELEMENTS + 1

/** `errors`: why it cannot be an event, whatever it says. */
export type Element = { value: unknown; errors?: FieldError[] | undefined }

const tooMany = (what: string) =>
  new Problem('body-too-large', `A batch may have at most ${MAX_BATCH_ELEMENTS} ${what}.`)

/** @throws Problem malformed-body, body-too-large */
export function elementsOf({ body, ndjson }: SentBatch): Element[] {
  refuseBrackets(body)
  const text = decodeUtf8(body)
  if (ndjson) return linesOf(text).map(fromLine)
  const values = parseJson(text)
  if (!Array.isArray(values)) throw new Problem('malformed-body', 'A batch is a JSON array of events.')
  if (values.length > MAX_BATCH_ELEMENTS) throw tooMany('elements')
  const repeated = repeatedKeysOfEach(text, values)
  return values.map((value, index) => ({ value, errors: repeated.get(index) }))
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length > MAX_BATCH_ELEMENTS) throw tooMany('elements')
  return lines
}

function fromLine(line: string): Element {
  try {
    const value = JSON.parse(line)
    const repeated = repeatedKeys(line, value)
    return { value, errors: repeated.length > 0 ? repeated : undefined }
  } catch {
    return { value: undefined, errors: [{ path: '', message: 'The line is not valid JSON.' }] }
  }
}

const [QUOTE, ESCAPE] = [0x22, 0x5c]
const OPENING: readonly string[] = ['{', '[']

/** @throws Problem body-too-large for more objects and lists than a batch of events can have */
function refuseBrackets(body: Uint8Array): void {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (OPENING.every((one) => comesAtMost(bytes, one, MAX_CONTAINERS / 2))) return
  if (opened(bytes) > MAX_CONTAINERS) throw tooMany('events')
}

function comesAtMost(bytes: Buffer, one: string, most: number): boolean {
  let left = Math.floor(most)
  for (let at = bytes.indexOf(one); at !== -1; at = bytes.indexOf(one, at + 1)) if (left-- === 0) return false
  return true
}

/** How many objects and lists are opened, texts aside. */
function opened(bytes: Buffer): number {
  let count = 0
  let inText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) inText = !inText
    else if (byte === ESCAPE) at += 1
    else if (!inText && (byte === 0x7b || byte === 0x5b)) count += 1
  }
  return count
}
