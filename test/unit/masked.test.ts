// What of a text is masked, and what it costs: texts come from anyone, so the time must not depend on what they say.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masked } from '../../functions/coach/masked.ts'
import { checkDigit, digits } from '../support/card-digits.ts'

const gap = fc.constantFrom(' ', '-', '.', '\u00a0', '–')
const grouped = (text: string, sizes: number[], by: string) =>
  sizes
    .map((size, index) => {
      const from = sizes.slice(0, index).reduce((sum, one) => sum + one, 0)
      return text.slice(from, from + size)
    })
    .join(by)
const card = fc.oneof(
  fc
    .tuple(digits(15), fc.oneof(gap, fc.constant('')))
    .map(([start, by]) => grouped(start + checkDigit(start), [4, 4, 4, 4], by)),
  fc.tuple(digits(14), gap).map(([start, by]) => grouped(start + checkDigit(start), [4, 6, 5], by)),
  fc
    .integer({ min: 12, max: 18 })
    .chain(digits)
    .map((start) => start + checkDigit(start)),
)
const ssn = fc
  .tuple(fc.integer({ min: 1, max: 899 }), digits(2), digits(4), gap)
  .filter(([area]) => area !== 666)
  .map(([area, group, serial, by]) => [String(area).padStart(3, '0'), group, serial].join(by))
const email = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9._+-]{0,20}$/), fc.stringMatching(/^[a-z]{1,9}(\.[a-z]{2,9}){1,3}$/))
  .map((parts) => parts.join('@'))
const phone = fc.oneof(
  fc.tuple(digits(3), digits(3), digits(4)).map(([a, b, c]) => `(${a}) ${b}-${c}`),
  fc.tuple(digits(3), digits(3), digits(4), gap).map(([a, b, c, by]) => `${a}${by}${b}${by}${c}`),
  fc.tuple(digits(2), digits(2), digits(7)).map(([a, b, c]) => `+${a} ${b} ${c}`),
  fc.tuple(digits(2), digits(7)).map(([a, b]) => `0${a} ${b}`),
)

describe('a masked text', () => {
  it.each([
    ['Mail jo.do+x@mail.example.co.uk, please.', 'Mail [EMAIL], please.'],
    ['SSN 123-45-6789 or 123 45 6789.', 'SSN [SSN] or [SSN].'],
    ['Card 4111 1111 1111 1111 12/28', 'Card [CARD] 12/28'],
    ['378282246310005 and 3782-822463-10005', '[CARD] and [CARD]'],
    ['Call 555-123-4567 4111 1111 1111 1111 now', 'Call [PHONE] [CARD] now'],
    ['(555) 123-4567, 555-1234, 1-800-555-0199', '[PHONE], [PHONE], [PHONE]'],
    ['+49 30 1234567, 0049 30 1234567, (030) 1234567', '[PHONE], [PHONE], [PHONE]'],
    ['01 23 45 67 89, 5551234567', '[PHONE], [PHONE]'],
  ])('has no personal data of a usual form: %s', (text, expected) => {
    expect(masked(text)).toBe(expected)
  })

  it.each([
    'On 2026-07-01 at 09:00, or 07.01.2026 10:30, at 1,234.56 USD',
    'We guarantee 20% returns; see ADV-6.2, order 12345678, 4111 1111 1111 1112',
    'a@b and @home cost 100 2000',
    '666-12-3456, 900-12-3456',
  ])('keeps what only looks alike: %s', (text) => {
    expect(masked(text)).toBe(text)
  })

  it.each([
    ['[CARD]', card],
    ['[SSN]', ssn],
    ['[EMAIL]', email],
    ['[PHONE]', phone],
  ])('holds nothing of it wherever it stands: %s', (kind, number) => {
    fc.assert(
      fc.property(
        number,
        fc.constantFrom('', 'Mine: ', 'ja, '),
        fc.constantFrom('', '.', ', ok?'),
        (one, a, b) => {
          const found = masked(a + one + b)
          expect([found.replace(/\[(CARD|SSN|EMAIL|PHONE)\]/, kind), one]).toEqual([a + kind + b, one])
        },
      ),
    )
  })

  it('is masked once: what is left is not touched again', () => {
    const part = fc.oneof(card, ssn, email, phone, fc.constantFrom(' ', ', ', 'word', '12', '(', '+', '@'))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const once = masked(parts.join(' '))
        expect(masked(once)).toBe(once)
      }),
    )
  })

  it('takes less than 20 ms for 20,000 characters, whatever they are', () => {
    const pieces = [
      ...['a', 'a@', '@', 'a.', "a'", 'a@b.c ', 'a@b.', '1', '1 ', '1  ', '(1)', '+1 ', '0', '00 ', '0 00 '],
      ...['4111 ', '123 ', '123-45-678', '5551234567 ', '(', ' ', '-', '١', '\u{1f600}', '[CARD]'],
    ]
    const slow = pieces.map((piece) => {
      const text = piece.repeat(20_000).slice(0, 20_000)
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now()
        masked(text)
        return performance.now() - start
      })
      return [piece, Math.min(...times)] as const
    })
    expect(slow.filter(([, ms]) => ms >= 20)).toEqual([])
  })
})
