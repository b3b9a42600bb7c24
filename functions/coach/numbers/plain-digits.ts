// A text with its digits and what may stand between them in ASCII, of the same length, so that offsets stay: a number
// written with wide digits, thin spaces or long dashes is found like any other. Pure, one pass.
// It must never change how many UTF-16 units the text has.

/** Where the digits of other scripts begin, within the Basic Multilingual Plane (Unicode 16, category Nd). */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
  0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
]
/** Mathematical digits (bold, double-struck and so on) are two units each: the second one counts. */
const [MATHEMATICAL, FIRST_MATHEMATICAL, LAST_MATHEMATICAL] = ['\ud835', 0xdfce, 0xdfff]

/** What has no width, or may break a line. Stands between digits without parting them. */
export const NOTHING = '\u200b'

/** First and last code of what is written so in plain. */
const ALIKE: readonly (readonly [number, number, string])[] = [
  ...[[0xa0], [0x1680], [0x2000, 0x200a], [0x202f], [0x205f], [0x3000]].map(as(' ')),
  ...[[0xad], [0x2010, 0x2015], [0x2043], [0x2212], [0xfe58], [0xfe63], [0xff0d]].map(as('-')),
  ...[[0xb7], [0x2024], [0x2027], [0x2219], [0x22c5], [0x30fb], [0xff0e]].map(as('.')),
  ...[[0x2044], [0x2215], [0xff0f]].map(as('/')),
  ...[[0x34f], [0x61c], [0x180b, 0x180f], [0x200b, 0x200f], [0x202a, 0x202e]].map(as(NOTHING)),
  ...[[0x2060, 0x206f], [0xfe00, 0xfe0f], [0xfeff], [0x20e3]].map(as(NOTHING)),
]

function as(plain: string) {
  return ([from = 0, to = from]: readonly number[]) => [from, to, plain] as const
}

const PLAIN = new Map<number, string>()
for (const zero of ZEROS) for (let digit = 0; digit < 10; digit += 1) PLAIN.set(zero + digit, String(digit))
for (const [from, to, plain] of ALIKE) for (let code = from; code <= to; code += 1) PLAIN.set(code, plain)

export function plainDigits(text: string): string {
  let [plain, done] = ['', 0]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 128) continue
    const written = PLAIN.get(code) ?? mathematical(text, at, code)
    if (written === null) continue
    plain += text.slice(done, at) + written
    done = at + 1
  }
  return done === 0 ? text : plain + text.slice(done)
}

function mathematical(text: string, at: number, code: number): string | null {
  if (text[at] === MATHEMATICAL) {
    const low = text.charCodeAt(at + 1)
    return low >= FIRST_MATHEMATICAL && low <= LAST_MATHEMATICAL ? NOTHING : null
  }
  if (code < FIRST_MATHEMATICAL || code > LAST_MATHEMATICAL || text[at - 1] !== MATHEMATICAL) return null
  return String((code - FIRST_MATHEMATICAL) % 10)
}
