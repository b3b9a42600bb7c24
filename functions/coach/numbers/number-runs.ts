// Where a text has digits with little between them. Pure, one pass.
// It must never join digits over a line, a word, or more than a few characters that can be seen.
import { type Run, runOf } from './digit-run.ts'
import { NOTHING, plainDigits } from './plain-digits.ts'

/** Characters between neighbouring digits of one number that can be seen, as in `123 - 45`. */
const MAX_GAP = 3

const GAP = new Set(' \t.()/_-')

/** A run with digits enough; `international` when a + stands right before it. */
export type PlacedRun = {
  run: Run
  international: boolean
  /** The place in the text of the run’s groups at…end, both included. */
  span: (at: number, end: number) => { start: number; end: number }
}

const isDigit = (code: number) => code >= 48 && code <= 57

/** @param least runs with fewer digits are left out */
export function runsIn(text: string, least: number): PlacedRun[] {
  if (!mayHold(text, least)) return []
  const plain = plainDigits(text)
  const runs: PlacedRun[] = []
  for (let at = 0; at < plain.length; at += 1) {
    if (!isDigit(plain.charCodeAt(at))) continue
    const { end, digits } = runFrom(plain, at)
    if (digits >= least) runs.push(placed(text, plain, at, end))
    at = end - 1
  }
  return runs
}

function runFrom(plain: string, from: number): { end: number; digits: number } {
  let [end, digits, gap] = [from, 0, 0]
  for (let at = from; at < plain.length; at += 1) {
    const character = plain.charAt(at)
    if (isDigit(plain.charCodeAt(at))) {
      digits += 1
      gap = 0
      end = at + 1
    } else if (GAP.has(character)) gap += 1
    else if (character !== NOTHING) break
    if (gap > MAX_GAP) break
  }
  return { end, digits }
}

/** What has no width parts no groups: it is left out, and where each character stood is kept. */
function placed(text: string, plain: string, from: number, to: number): PlacedRun {
  const piece = plain.slice(from, to)
  const run = runOf(piece.replaceAll(NOTHING, ''))
  const places = run.text.length === piece.length ? null : placesOf(piece)
  const placeOf = (at: number) => from + (places === null ? at : (places[at] as number))
  return {
    run,
    international: plain[from - 1] === '+',
    span: (at, end) => {
      const start = placeOf(run.groups[at]?.from ?? 0)
      return { start: startOfPair(text, start), end: placeOf((run.groups[end]?.to ?? 1) - 1) + 1 }
    },
  }
}

function placesOf(piece: string): Int32Array {
  const places = new Int32Array(piece.length)
  let count = 0
  for (let at = 0; at < piece.length; at += 1)
    if (piece.charAt(at) !== NOTHING) {
      places[count] = at
      count += 1
    }
  return places
}

/** A digit of two units is told by its second one. */
const startOfPair = (text: string, at: number) =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 ? at - 1 : at

/** Cheap: most texts hold no number at all. Signs of other scripts than ASCII count as if they were digits. */
function mayHold(text: string, least: number): boolean {
  let left = least
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if ((code < 58 && code > 47) || (code > 0x65f && (code < 0x2000 || code > 0x2bff))) {
      left -= 1
      if (left === 0) return true
    }
  }
  return false
}
