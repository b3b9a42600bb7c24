// What the policies cost: texts come from anyone, so the time must grow with their length and not with what they say.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SHIPPED_POLICIES } from '../../../functions/coach/policies/shipped.ts'
import { SHIPPED } from '../../support/policies.ts'

const LENGTH = 20_000
/** Twice the text takes twice the time, with some noise; were it quadratic, four times as long. */
const MOST_RATIO = 3
/** Shorter times say nothing: a few milliseconds are usual, a quadratic search of so many characters takes far more. */
const COMPARED_MS = 60

/** Each pattern of the file over and over, and what numbers, words and sentences are made of. */
function pieces(): string[] {
  const yaml = readFileSync(SHIPPED_POLICIES, 'utf8').replace(/^#.*$/gm, '')
  const phrases = [...yaml.matchAll(/^ +- (?:match: )?"(.*)"$/gm)].map(([, phrase]) =>
    (phrase as string).replace(/[<>[\]()|?]|\.{2,3}/g, ' '),
  )
  const signs = [
    ...['a', 'é', "a'", '’', '"', '.', '. ', ', ', '\n', ' ', '-', ' - ', '…', '$', '$1,', '%', '20% '],
    ...[
      '1',
      '1 ',
      '12 ',
      '123 ',
      '1\u200b',
      '1.',
      '1 . ',
      '123-45-',
      '123-45-6789 ',
      '4111 ',
      '4111111111111111',
    ],
    ...[
      '4111 1111 1111 1111 ',
      'ssn 123456789 ',
      'order 123456789 ',
      '123456789 ',
      '0',
      '٣',
      '３ ',
      '\u{1d7ce}',
    ],
    ...['a ', 'a. ', 'a, ', 'money ', 'guaranteed returns ', 'no guaranteed returns ', 'past performance '],
    ...['\u200b', '\ud835', 'idiot ', 'idiot. ', 'fund gained 9% '],
  ]
  return [...signs, ...phrases]
}

/** Processor time, which other processes do not lengthen, in milliseconds. */
function cost(text: string): number {
  const before = process.cpuUsage()
  SHIPPED.findings(text)
  SHIPPED.redact(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

const least = (text: string) => Math.min(...[1, 2, 3, 4, 5].map(() => cost(text)))

describe('20,000 characters', () => {
  it('cost what 10,000 cost twice, whatever they are', { timeout: 240_000 }, () => {
    const slow = pieces().flatMap((piece) => {
      const text = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH)
      if (cost(text) <= COMPARED_MS) return []
      // On a busy machine one of the two may be slowed down by chance, but not each time.
      const ratios = [1, 2, 3].map(() => least(text) / least(text.slice(0, LENGTH / 2)))
      return Math.min(...ratios) > MOST_RATIO ? [[piece, ratios]] : []
    })
    expect(slow).toEqual([])
  })
})
