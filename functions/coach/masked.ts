// Personal data in texts, replaced by its kind: [EMAIL], [SSN], [CARD], [PHONE]. Pure, and linear in the text's length.
// It knows usual forms, not meanings: a name or an address stays, and a number of such a form goes whatever it is.
// It must never leave a part of what it replaces.
import {
  CARDS,
  type Group,
  type NumberKind,
  numbersIn,
  type Run,
  runOf,
  shapeOf,
} from './numbers/digit-run.ts'

/** What may stand between the digits of one number. */
const GAP = '[ \\u00a0.()/\\u2010-\\u2015-]'

// Only where a run of such characters begins, and each part ends where the next cannot begin: nothing is tried twice.
const EMAIL = /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu
const SSN = new RegExp(`(?<!\\d)(?!000|666|9)\\d{3}${GAP}\\d{2}${GAP}\\d{4}(?!\\d)`, 'g')
/** Digits with at most two such characters between neighbours. */
const DIGIT_RUN = new RegExp(`\\+?\\(?\\d(?:${GAP}{0,2}\\d)*`, 'g')

/** What is written for a number of that kind. */
type Masked = NumberKind & { by: string }

/** With a country’s code E.164 allows 15 digits; seven are a number somewhere. */
const PHONE = { by: '[PHONE]', least: 7, most: 15 }
/** In this order, so that a number beside a card never takes digits of it. */
const NUMBERS: readonly Masked[] = [
  ...CARDS.map((card) => ({ ...card, by: '[CARD]' })),
  {
    ...PHONE,
    groups: 8,
    is: (run, at, end) => isInternational(run, at) || (end - at < 5 && isNational(run, at, end)),
  },
]

/** With a + or 00 before a country’s code, which begins with no 0. */
function isInternational({ text, digits, groups }: Run, at: number): boolean {
  const { first } = groups[at] as Group
  return (at === 0 && text.startsWith('+')) || (digits.startsWith('00', first) && digits[first + 2] !== '0')
}

/** Of North America, or with a leading 0 and an area code; seven digits only as 555-1234. */
function isNational(run: Run, at: number, end: number): boolean {
  const shape = shapeOf(run, at, end)
  const [{ first, from }, { last }] = [run.groups[at], run.groups[end]] as [Group, Group]
  if (shape === '3,4') return /[-.]/.test(run.text.charAt(from + 3))
  if (['3,3,4', '1,3,3,4', '10'].includes(shape)) return true
  if (!run.digits.startsWith('0', first) || last - first < 9 || last - first > 12) return false
  return /^(?:[3-5],\d+(?:,\d+){0,2}|2,2,2,2,2|\d+)$/.test(shape)
}

/** Replaces the numbers of that kind in a run of digits, from left to right, the longest first. */
function withoutNumbers(run: Run, kind: Masked): string {
  let [kept, done] = ['', 0]
  for (const { at, end } of numbersIn(run, kind)) {
    // What leads a number, as in +49 and (030), goes with it.
    kept += run.text.slice(done, run.groups[at]?.from).replace(/\+?\(?$/, '') + kind.by
    done = (run.groups[end] as Group).to
  }
  return kept + run.text.slice(done)
}

/** The text without e-mail addresses, social security numbers, payment card numbers and phone numbers. */
export const masked = (text: string): string =>
  NUMBERS.reduce(
    (left, kind) =>
      left.replace(DIGIT_RUN, (run) => (run.length < kind.least ? run : withoutNumbers(runOf(run), kind))),
    text.replace(EMAIL, '[EMAIL]').replace(SSN, '[SSN]'),
  )
