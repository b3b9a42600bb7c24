// Personal data in texts, replaced by its kind: [EMAIL], [SSN], [CARD], [PHONE]. Pure, and linear in the text's length.
// It knows usual forms, not meanings: a name or an address stays, and a number of such a form goes whatever it is.
// It must never leave a part of what it replaces.

/** What may stand between the digits of one number. */
const GAP = '[ \\u00a0.()/\\u2010-\\u2015-]'

// Only where a run of such characters begins, and each part ends where the next cannot begin: nothing is tried twice.
const EMAIL = /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu
const SSN = new RegExp(`(?<!\\d)(?!000|666|9)\\d{3}${GAP}\\d{2}${GAP}\\d{4}(?!\\d)`, 'g')
/** Digits with at most two such characters between neighbours. */
const DIGIT_RUN = new RegExp(`\\+?\\(?\\d(?:${GAP}{0,2}\\d)*`, 'g')

/** A group of digits: where it lies in the run, and which of the run’s digits it has. */
type Group = { from: number; to: number; first: number; last: number }
type Run = {
  text: string
  digits: string
  groups: readonly Group[]
  luhn: readonly [Uint32Array, Uint32Array]
}
/** How many digits a number has, in how many groups at most (what bounds the search), and whether groups at…end are one. */
type Kind = {
  by: string
  least: number
  most: number
  groups: number
  is: (run: Run, at: number, end: number) => boolean
}

/** Luhn’s check digit (US patent 2,950,048): every second digit from the right is doubled. */
function passesLuhn({ groups, luhn }: Run, at: number, end: number): boolean {
  const [{ first }, { last }] = [groups[at], groups[end]] as [Group, Group]
  const sums = luhn[last % 2] as Uint32Array
  return ((sums[last] as number) - (sums[first] as number)) % 10 === 0
}

/** Running sums of the digits, those at odd places doubled, and those at even ones: any stretch then costs two look-ups. */
function luhnSums(digits: string): readonly [Uint32Array, Uint32Array] {
  const sums = [new Uint32Array(digits.length + 1), new Uint32Array(digits.length + 1)] as const
  for (let n = 0; n < digits.length; n += 1) {
    const digit = digits.charCodeAt(n) - 48
    const double = digit > 4 ? 2 * digit - 9 : 2 * digit
    sums[0][n + 1] = (sums[0][n] as number) + (n % 2 === 0 ? double : digit)
    sums[1][n + 1] = (sums[1][n] as number) + (n % 2 === 1 ? double : digit)
  }
  return sums
}

/** The lengths of the groups, with commas between them. */
const shapeOf = ({ groups }: Run, at: number, end: number) =>
  groups
    .slice(at, end + 1)
    .map(({ first, last }) => last - first)
    .join()

const USUAL_CARDS = ['4,4,4,4', '4,6,5', '4,6,4', '13', '14', '15', '16', '17', '18', '19']
const CARD = { by: '[CARD]', least: 13, most: 19 }
/** With a country’s code E.164 allows 15 digits; seven are a number somewhere. */
const PHONE = { by: '[PHONE]', least: 7, most: 15 }
/** In this order, so that a number beside a card never takes digits of it. */
const NUMBERS: readonly Kind[] = [
  {
    ...CARD,
    groups: 4,
    is: (run, at, end) => passesLuhn(run, at, end) && USUAL_CARDS.includes(shapeOf(run, at, end)),
  },
  { ...CARD, groups: 19, is: passesLuhn },
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

const isDigit = (code: number) => code >= 48 && code <= 57

/** By the character: a match for each group would cost more than all the rest. */
function runOf(text: string): Run {
  const groups: Group[] = []
  let [from, last] = [0, 0]
  for (let at = 0; at <= text.length; at += 1) {
    if (isDigit(text.charCodeAt(at))) continue
    if (at > from) groups.push({ from, to: at, first: last, last: last + at - from })
    last += at - from
    from = at + 1
  }
  const digits = text.replace(/\D+/g, '')
  return { text, digits, groups, luhn: luhnSums(digits) }
}

/** The last group of the longest number of that kind that begins at a group; null when none does. */
function lastOf(run: Run, at: number, { least, most, groups, is }: Kind): number | null {
  const { first } = run.groups[at] as Group
  let found: number | null = null
  for (let end = at; end < Math.min(run.groups.length, at + groups); end += 1) {
    const length = (run.groups[end] as Group).last - first
    if (length > most) break
    if (length >= least && is(run, at, end)) found = end
  }
  return found
}

/** Replaces the numbers of that kind in a run of digits, from left to right, the longest first. */
function withoutNumbers(run: Run, kind: Kind): string {
  let [kept, done] = ['', 0]
  for (let at = 0; at < run.groups.length; at += 1) {
    const last = lastOf(run, at, kind)
    if (last === null) continue
    // What leads a number, as in +49 and (030), goes with it.
    kept += run.text.slice(done, run.groups[at]?.from).replace(/\+?\(?$/, '') + kind.by
    done = (run.groups[last] as Group).to
    at = last
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
