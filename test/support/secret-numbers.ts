// Social security and payment card numbers as people write them, texts that hold them, and whether a text, a file or an
// answer still does. Nothing of the code under test is used.
import { mulberry32 } from '../../functions/cli/mulberry32.ts'

/** Lengths of groups. */
const CARD_SHAPES = [[4, 4, 4, 4], [4, 6, 5], [16], [15], [13], [19], [4, 4, 4, 4, 3], [8, 8]]
const GAPS = [' ', '-', '.', '–', '\u00a0', '\u2009', ' - ', '/']
/** Where digits begin: mostly ASCII's; full-width ones; Arabic ones. */
const ZEROS = [0x30, 0x30, 0x30, 0xff10, 0x660]
/** What is written around a number: no digits, nor words that tell it for an order or the like. */
const WORDS = ['Thank you,', 'we guarantee 20% returns.', 'Bitte prüfen Sie:', '🙂 “so”', 'a\t"b"\n', '']
const NAMES = ['SSN ', 'my social security number is ', 'ssn: ']

/** `numbers`: in plain digits, which nothing may hold. */
export type SecretText = { text: string; numbers: string[] }

function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, n) => {
    const value = Number(digit) * (n % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return digits + ((10 - (sum % 10)) % 10)
}

function grouped(digits: string, shape: readonly number[], gap: string, zero: number): string {
  let at = 0
  const groups = shape.map((length) => {
    at += length
    return digits.slice(at - length, at)
  })
  return groups.join(gap).replaceAll(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)))
}

/** Texts in endless variety, the same for the same seed. */
export function* secretTexts(seed: number): Generator<SecretText, never> {
  const random = mulberry32(seed)
  const oneOf = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T
  const digits = (length: number) =>
    Array.from({ length }, (_, n) => Math.floor(random() * (n === 0 ? 8 : 10)) + (n === 0 ? 1 : 0)).join('')
  const number = () => {
    const kind = random()
    if (kind < 0.4) {
      const ssn = digits(9)
      return { digits: ssn, written: grouped(ssn, [3, 2, 4], oneOf(GAPS), oneOf(ZEROS)) }
    }
    // In one group only a word says what it is.
    if (kind < 0.6) {
      const ssn = digits(9)
      return { digits: ssn, written: oneOf(NAMES) + grouped(ssn, [9], '', oneOf(ZEROS)) }
    }
    const shape = oneOf(CARD_SHAPES)
    const card = withCheckDigit(digits(shape.reduce((a, b) => a + b, 0) - 1))
    return { digits: card, written: grouped(card, shape, oneOf(GAPS), oneOf(ZEROS)) }
  }
  for (;;) {
    const parts = Array.from({ length: 1 + Math.floor(random() * 2) }, () => ({
      ...number(),
      before: oneOf(WORDS),
    }))
    yield {
      text: `${parts.map(({ before, written }) => `${before} ${written};\n`).join('')}that is all.`,
      numbers: parts.map((part) => part.digits),
    }
  }
}

const OTHER_DIGITS = /[\uff10-\uff19\u0660-\u0669]/g
/** Groups of digits with at most three signs between them, in no word. */
const RUN = /(?<![0-9A-Za-z])[0-9]+(?:[^0-9A-Za-z,:;"\n]{1,3}[0-9]+)*(?![0-9A-Za-z])/g
const SHORTEST = 9
const LONGEST = 19

/** Which of the numbers stand in the text, however their digits are grouped. */
export function secretsIn(text: string, numbers: ReadonlySet<string>): string[] {
  const plain = text.replaceAll(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
  const found = new Set<string>()
  for (const [run] of plain.matchAll(RUN)) {
    const groups = run.split(/[^0-9]+/)
    for (let from = 0; from < groups.length; from += 1)
      for (let [to, digits] = [from, '']; to < groups.length && digits.length < LONGEST; to += 1) {
        digits += groups[to]
        if (digits.length >= SHORTEST && numbers.has(digits)) found.add(digits)
      }
  }
  return [...found]
}
