// What patterns mean: each sign of their language, and each condition of a policy, on small files made for it.
import { describe, expect, it } from 'vitest'
import { onePolicy, policiesOf, SHIPPED } from '../../support/policies.ts'

const matching = (pattern: string, words = '') => policiesOf(onePolicy(`patterns: ["${pattern}"]`, words))

/** The pieces of the text that violate. */
const found = (set: ReturnType<typeof policiesOf>, text: string) =>
  set.detect(text).map(({ start, end }) => text.slice(start, end))

describe('a pattern', () => {
  it.each([
    ['sure thing', 'A SURE  thing, a sure-thing, surething', ['SURE  thing', 'sure-thing']],
    ["you're late", 'You’re late and you are late', ['You’re late', 'you are late']],
    ["can't", 'Can’t or cannot', ['Can’t']],
    ['guarant*', 'Guarantees, a guarantor', ['Guarantees', 'guarantor']],
    ['(big | very big) win', 'big win; very big win', ['big win', 'very big win']],
    ['very? big', 'big, very big', ['big', 'very big']],
    [
      'no .. risk',
      'no risk. no real market risk. no, risk. no a b c d risk',
      ['no risk', 'no real market risk'],
    ],
    ['no ... risk', 'no, the a b c risk', ['no, the a b c risk']],
    ['no ... risk', 'No. Risk', []],
    [
      '<gain> of <percent>',
      'gains of 20%, a profit of 3.5 per cent, gains of 20',
      ['gains of 20%', 'profit of 3.5 per cent'],
    ],
    ['<money>', 'from $1,000.50 to 1000', ['$1,000.50']],
    ['<number> .. days', '30 days', ['30 days']],
    [
      '<start> whatever (<comma> | <end>)',
      'Whatever. Whatever, no. Whatever you like. Oh whatever.',
      ['Whatever', 'Whatever'],
    ],
    ['sure <comma> fine', 'Sure, fine. Sure fine.', ['Sure, fine']],
    ['risk', 'riskrisk risk', ['risk']],
  ])('%s', (pattern, text, pieces) => {
    expect(found(matching(pattern, 'gain: [gains, profit]'), text)).toEqual(pieces)
  })

  it.each([
    ['', 'must not be empty'],
    ['(a', '((a) lacks a )'],
    ['a)', '(a)) has a ) without its beginning'],
    ['.. a', '(.. a) has a gap with nothing before or after it'],
    ['a?', '(a?) can match nothing at all: one of its words must not be optional'],
    [
      '<start>? a? <end>?',
      '(<start>? a? <end>?) can match nothing at all: one of its words must not be optional',
    ],
    ['[a] [b]', '([a] [b]) has more than one [part]'],
    ['([a])', '(([a])) has its [part] within parentheses'],
    ['ab*', '(ab*) has ab*: a beginning needs at least 3 letters'],
    ['(a+)+b', '((a+)+b) has a + that patterns do not know'],
    ['(.*)*x', '((.*)*x) has a . that patterns do not know'],
    ['<b>', '(<b>) names <b>, which is no list of words above it'],
  ])('is refused with what is wrong: %s', (pattern, message) => {
    expect(() => matching(pattern)).toThrow(`line 9: policies.0.patterns.0 ${message}`)
  })

  it('is refused where it would cost too much, by its line', () => {
    const wide = `(${Array.from({ length: 60 }, () => 'a').join(' | ')})`
    expect(() => matching(`${wide} .. ${wide}`)).toThrow(
      'line 9: policies.0.patterns.0 costs too much: all patterns together take 3720 steps for each “a” in a text, 2000 are allowed',
    )
  })
})

describe('a policy', () => {
  it('leaves out what an exception touches', () => {
    const set = policiesOf(
      onePolicy('patterns: [promise .. gains]\nexcept: [never promise, gains of weight]'),
    )
    expect(found(set, 'We promise gains. We never promise gains. We promise gains of weight.')).toEqual([
      'promise gains',
    ])
  })

  it('is not violated by a text that states what it asks for', () => {
    const set = policiesOf(
      onePolicy('patterns: [it gained]\nunless_stated: [may fall]\nappend: [It may fall.]'),
    )
    expect(set.violated('It gained.')).toEqual(['P'])
    expect(set.violated('It gained. Of course it may fall, too.')).toEqual([])
  })

  it('looks for some patterns only in a text about its context', () => {
    const set = policiesOf(onePolicy('context: [fund]\nin_context: [no risk]'))
    expect(set.violated('There is no risk.')).toEqual([])
    expect(set.violated('There is no risk. It is a fund.')).toEqual(['P'])
  })

  it('yields, sentence by sentence, to a policy above it, unless a pattern always counts', () => {
    const set = policiesOf(
      onePolicy('patterns: [guaranteed]') +
        `
  - id: Q
    name: Another
    severity: high
    description: It comes second.
    advice: Write something else.
    yields_to: P
    sentences: [Hello.]
    patterns:
      - gains
      - match: all gains
        always: true
`,
    )
    expect(set.violated('Guaranteed gains.')).toEqual(['P'])
    expect(set.violated('Guaranteed. And gains.')).toEqual(['P', 'Q'])
    expect(set.violated('All gains guaranteed.')).toEqual(['P', 'Q'])
  })

  it('finds numbers by their digits, groups and names', () => {
    const set = policiesOf(
      onePolicy(
        'numbers:\n  - digits: 4-6\n    near: [pin]\n    not_after: [year]\n  - { digits: 6, grouped: 2-2-2 }\nredact: "[PIN]"',
      ),
    )
    expect(set.redact('PIN 1234, of year 2024; sort code 12-34-56. 9999 is no pin of mine.')).toBe(
      'PIN [PIN], of year 2024; sort code [PIN]. [PIN] is no pin of mine.',
    )
    expect(set.redact('The code is 1234.')).toBe('The code is 1234.')
  })
})

describe('findings', () => {
  it('say which part to replace by what; what two patterns would replace, the earlier one does', () => {
    const set = policiesOf(
      onePolicy(
        'patterns:\n  - { match: "[are guaranteed to] grow", instead: [may, could] }\n  - { match: "[guaranteed]", instead: possible }\n  - shut up',
      ),
    )
    const text = 'They are guaranteed to grow. Guaranteed? Shut up.'
    expect(
      set
        .findings(text)
        .map(({ policy, start, end, part, instead }) => [
          policy,
          text.slice(start, end),
          text.slice(part.start, part.end),
          instead,
        ]),
    ).toEqual([
      ['P', 'are guaranteed to grow', 'are guaranteed to', ['may', 'could']],
      ['P', 'Guaranteed', 'Guaranteed', ['possible']],
      ['P', 'Shut up', 'Shut up', []],
    ])
  })
})

describe('the shipped policies', () => {
  const text =
    'Hi! Shut up: we guarantee 12% returns. SSN 123-45-6789, card 4111 1111 1111 1111. The fund gained 9% last year.'

  it('find every violation with its place', () => {
    expect(SHIPPED.detect(text).map(({ policy, start, end }) => [policy, text.slice(start, end)])).toEqual([
      ['TONE', 'Shut up'],
      ['ADV-6.2', 'guarantee 12% returns'],
      ['PII-SSN', '123-45-6789'],
      ['PII-PAN', '4111 1111 1111 1111'],
      ['DISC-1.1', 'fund gained 9%'],
    ])
    expect(SHIPPED.violated(text)).toEqual(['ADV-6.2', 'PII-SSN', 'PII-PAN', 'DISC-1.1', 'TONE'])
    expect(SHIPPED.violates(text, 'TONE')).toBe(true)
    expect(SHIPPED.violates('Hello.', 'TONE')).toBe(false)
    expect(SHIPPED.violates(text, 'ADV-9')).toBe(null)
  })

  it('know where sentences lie', () => {
    const some = ' One… (Two.) Mail a@b.example!  3.5 is a number.Four '
    expect(SHIPPED.sentences(some).map(({ start, end }) => some.slice(start, end))).toEqual([
      'One… (Two.)',
      'Mail a@b.example!',
      '3.5 is a number.',
      'Four',
    ])
  })
})
