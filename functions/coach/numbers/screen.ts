// Whether a text may hold a number at all, told by the regular expression engine in half a microsecond: most texts hold
// none, and need no closer look. It must never pass over a number that runsIn would find.

/** Digits as JavaScript and RE2 (DuckDB's engine) write them; signs of other scripts count as if they were digits. */
const DIGIT = {
  javascript: String.raw`0-9\u0660-\u1fff\u2c00-\uffff`,
  re2: String.raw`0-9\x{660}-\x{1fff}\x{2c00}-\x{10ffff}`,
}

/** So many digits with no letter between them. @param least from 1 on; Infinity for a test that nothing passes */
export function mayHoldDigits(least: number): RegExp {
  if (least === Number.POSITIVE_INFINITY) return /(?!)/
  const [digit, between] = [`[${DIGIT.javascript}]`, `[^${DIGIT.javascript}A-Za-z]*`]
  return new RegExp(`${digit}(?:${between}${digit}){${least - 1}}`)
}

/** The pattern of so many digits with whatever between them: RE2 finds it in half the time. */
export const digitsInRe2 = (least: number): string => `(?s)(?:[${DIGIT.re2}].*){${least}}`
