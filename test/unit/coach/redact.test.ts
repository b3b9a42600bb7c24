// What is redacted, however it is written: every form that counts as a violation goes, and nothing of it is left.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit, digits } from '../../support/card-digits.ts'
import { SHIPPED } from '../../support/policies.ts'

const REDACTING = ['PII-SSN', 'PII-PAN']
const piiOf = (text: string) => SHIPPED.detect(text).filter(({ policy }) => REDACTING.includes(policy))

/** ASCII, Arabic-Indic, Persian, Devanagari, full-width and bold digits. */
const script = fc
  .constantFrom(0x30, 0x30, 0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce)
  .map((zero) => (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit))))
const between = fc.constantFrom(
  ...[
    ' ',
    '-',
    '.',
    '/',
    '\u00a0',
    '\u2009',
    '\u202f',
    '\u3000',
    '‐',
    '‑',
    '–',
    '—',
    '−',
    ' - ',
    ' – ',
    '. ',
  ],
  ...['\u200b', '\u200d-', '\u2060 ', '-\ufeff', '\u00ad', '_', '－'],
)
const hidden = fc.constantFrom('', '', '', '\u200b', '\u2060', '\ufeff', '\u200d')

const grouped = (text: string, sizes: readonly number[], by: string) => {
  let at = 0
  return sizes
    .map((size) => {
      at += size
      return text.slice(at - size, at)
    })
    .join(by)
}

/** Without a sign that can be seen between its groups it is a number of nine digits like any other. */
const ssn = fc
  .tuple(
    digits(9),
    between.filter((by) => by !== '\u200b'),
    script,
  )
  .map(([all, by, written]) => written(grouped(all, [3, 2, 4], by)))
/** Digits alone, or grouped in another way, are one where words say so. */
const namedSsn = fc
  .tuple(
    fc.constantFrom('SSN ', 'ssn: ', 'Social Security number ', 'your social is ', 'Social Security # '),
    digits(9),
    fc.constantFrom([9], [3, 6], [5, 4], [3, 3, 3]),
    between,
    script,
  )
  .map(([name, all, sizes, by, written]) => [name, written(grouped(all, sizes, by))] as const)
const card = fc
  .tuple(
    fc.integer({ min: 12, max: 18 }).chain(digits),
    fc.constantFrom('whole', 'fours', 'amex'),
    between,
    hidden,
    script,
  )
  .map(([start, shape, by, nothing, written]) => {
    const all = start + checkDigit(start)
    const sizes =
      shape === 'amex' && all.length === 15 ? [4, 6, 5] : all.match(/.{1,4}/g)?.map((four) => four.length)
    return written(shape === 'whole' ? [...all].join(nothing) : grouped(all, sizes ?? [], by))
  })

describe('what is redacted', { timeout: 60_000 }, () => {
  it.each([
    ['Your SSN 123-45-6789 is on file.', 'Your SSN [SSN] is on file.'],
    ['SSN 123456789, card 4111 1111 1111 1111.', 'SSN [SSN], card [CARD].'],
    [
      '123456789 is the social security number that I have.',
      '[SSN] is the social security number that I have.',
    ],
    ['378282246310005 and 3782-822463-10005', '[CARD] and [CARD]'],
    ['666-55-4444 and 987-65-4321', '[SSN] and [SSN]'],
    ['１２３–４５–６７８９', '[SSN]'],
    ['4\u200b111\u00a01111\u20091111‑1111', '[CARD]'],
  ])('goes from a text: %s', (text, expected) => {
    expect(SHIPPED.redact(text)).toBe(expected)
  })

  it.each([
    'The last four digits of your SSN are 6789, XXX-XX-6789.',
    'Order 123456789, tracking number 9400111899223818218407, ticket 4111111111111111.',
    'Call 555-123-4567, +1 212 555 0187 or +48 123 45 6789.',
    'On 2026-07-01 at 09:00 you paid 1,234.56 USD for ZIP 12345-6789.',
    '4111 1111 1111 1112 is no card, 1234 5678 is none either.',
    'Card [CARD] of SSN [SSN], customer 123456789',
    '',
  ])('is nothing else: %s', (text) => {
    expect(SHIPPED.redact(text)).toBe(text)
  })

  it('is the same string where there is nothing, without a copy', () => {
    const text = 'Thank you for your patience. '.repeat(8)
    expect(SHIPPED.redact(text)).toBe(text)
  })

  it.each([
    ['[SSN]', ssn.map((one) => ['', one] as const)],
    ['[SSN]', namedSsn],
    ['[CARD]', card.map((one) => ['', one] as const)],
  ])('is every form of it: %s (%#)', (mask, numbers) => {
    fc.assert(
      fc.property(
        numbers,
        fc.constantFrom('', 'Mine: ', 'ja, ', 'I have (', 'We charged '),
        fc.constantFrom('', '.', ', ok?', ') on file', ' today'),
        ([name, number], before, after) => {
          const text = before + name + number + after
          expect([SHIPPED.redact(text), text]).toEqual([before + name + mask + after, text])
          expect(piiOf(text)).toHaveLength(1)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('leaves no violation and nothing to redact again, whatever stands beside it', () => {
    const part = fc.oneof(
      ssn,
      namedSsn.map((both) => both.join('')),
      card,
      fc.integer({ min: 1, max: 14 }).chain(digits),
      fc.constantFrom(
        'SSN',
        'order',
        'tracking number is',
        'social',
        '.',
        ', ',
        '\n',
        '-',
        '+',
        '+1',
        '(',
        '[SSN]',
        'word',
      ),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom(' ', '', '-', ', '), (parts, by) => {
        const text = parts.join(by)
        const left = SHIPPED.redact(text)
        expect([piiOf(left), text]).toEqual([[], text])
        expect([SHIPPED.redact(left), text]).toEqual([left, text])
        expect([left !== text, text]).toEqual([piiOf(text).length > 0, text])
      }),
      { numRuns: 4_000 },
    )
  })
})
