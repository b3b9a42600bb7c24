import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordDiff } from '../../functions/report/examples/word-diff.ts'

const text = fc
  .array(
    fc.constantFrom('we', 'We', 'guarantee', '20', '%', ' ', '  ', '\n', '.', ', ', "don't", 'ü', '漢', '😀'),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''))
const without = (kind: string, segments: ReturnType<typeof wordDiff>) =>
  segments
    .filter((segment) => segment.kind !== kind)
    .map((segment) => segment.text)
    .join('')

describe('a diff by the word', () => {
  it('says what was taken out and what was put in', () => {
    expect(wordDiff('We guarantee 20% returns.', 'We expect returns, perhaps.')).toEqual([
      { kind: 'same', text: 'We' },
      { kind: 'removed', text: ' guarantee 20%' },
      { kind: 'added', text: ' expect' },
      { kind: 'same', text: ' returns' },
      { kind: 'added', text: ', perhaps' },
      { kind: 'same', text: '.' },
    ])
  })

  it('takes a word that stayed by chance between longer changes for a part of them, but not one beside a short change', () => {
    expect(wordDiff('Move the money today and you will win.', 'I cannot say how the market goes.')).toEqual([
      { kind: 'removed', text: 'Move the money today and you will win' },
      { kind: 'added', text: 'I cannot say how the market goes' },
      { kind: 'same', text: '.' },
    ])
    expect(wordDiff('You will get the refund now.', 'You may get the refund soon.')).toEqual([
      { kind: 'same', text: 'You' },
      { kind: 'removed', text: ' will' },
      { kind: 'added', text: ' may' },
      { kind: 'same', text: ' get the refund' },
      { kind: 'removed', text: ' now' },
      { kind: 'added', text: ' soon' },
      { kind: 'same', text: '.' },
    ])
  })

  it('holds both texts to the character, no segment is empty, and neighbours are of different kinds', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const segments = wordDiff(before, after)
        expect([without('added', segments), without('removed', segments)]).toEqual([before, after])
        expect(segments.filter((segment) => segment.text === '')).toEqual([])
        expect(segments.filter(({ kind }, index) => kind === segments[index + 1]?.kind)).toEqual([])
      }),
    )
  })

  it('of texts that share next to nothing is one whole in the place of another', () => {
    const words = (stem: string) => Array.from({ length: 2_000 }, (_, n) => `${stem}${n}`).join(' ')
    expect(wordDiff(words('a'), words('b'))).toEqual([
      { kind: 'removed', text: words('a') },
      { kind: 'added', text: words('b') },
    ])
  })
})
