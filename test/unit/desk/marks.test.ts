// The marked parts of a draft: nothing is lost, nothing is split, every violation is in its place.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markedParts } from '../../../functions/desk/marks.ts'

const violation = (policy: string, start: number, end: number) => ({ policy, start, end })

it('marks what violates a policy, and leaves the rest as it is', () => {
  expect(markedParts('We guarantee it.', [violation('ADV-6.2', 3, 12)])).toEqual([
    { text: 'We ', policies: [] },
    { text: 'guarantee', policies: ['ADV-6.2'] },
    { text: ' it.', policies: [] },
  ])
})

it('cuts violations that overlap where each begins and ends', () => {
  expect(markedParts('abcdef', [violation('B', 2, 6), violation('A', 0, 4), violation('A', 1, 3)])).toEqual([
    { text: 'a', policies: ['A'] },
    { text: 'b', policies: ['A'] },
    { text: 'c', policies: ['A', 'B'] },
    { text: 'd', policies: ['A', 'B'] },
    { text: 'ef', policies: ['B'] },
  ])
})

it('marks a character as a whole where a range would split it', () => {
  expect(markedParts('a😀b', [violation('A', 2, 3)])).toEqual([
    { text: 'a', policies: [] },
    { text: '😀', policies: ['A'] },
    { text: 'b', policies: [] },
  ])
})

it('leaves out what lies outside of the text, and marks a long one in a moment', () => {
  expect(markedParts('abc', [violation('A', 5, 9), violation('A', 2, 99), violation('A', 1, 1)])).toEqual([
    { text: 'ab', policies: [] },
    { text: 'c', policies: ['A'] },
  ])
  const long = 'guarantee '.repeat(2_000)
  const many = Array.from({ length: 2_000 }, (_, n) => violation('A', n * 10, n * 10 + 9))
  expect(
    markedParts(long, many)
      .map(({ text }) => text)
      .join(''),
  ).toBe(long)
})

it('loses and splits no character, whatever the text and the ranges', () => {
  const text = fc.array(fc.constantFrom('a', '😀', 'א', '\n', 'é')).map((characters) => characters.join(''))
  const range = fc.record({ policy: fc.constantFrom('A', 'B', 'C'), start: fc.nat(60), end: fc.nat(60) })
  fc.assert(
    fc.property(text, fc.array(range), (draft, ranges) => {
      const parts = markedParts(draft, ranges).map((part) => part.text)
      expect(parts.join('')).toBe(draft)
      expect(parts.filter((part) => !part.isWellFormed())).toEqual([])
    }),
  )
})
