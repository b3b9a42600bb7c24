import { describe, expect, it } from 'vitest'
import type { Example, Examples } from '../../../functions/report/examples/examples.ts'
import { ExamplesBlock } from '../../../views/blocks/examples/examples.tsx'
import { shortened } from '../../../views/blocks/examples/shortened.ts'
import { example, failed } from './props.ts'

const drawn = (
  examples: Example[],
  {
    next_before = null,
    ...changed
  }: {
    next_before?: number | null
    outcome?: 'edited'
    given?: Record<string, string>
    own?: Record<string, string>
  } = {},
) => {
  const value: Examples = { examples, next_before }
  const props = { outcome: null, timeZone: 'UTC', given: {}, own: {}, ...changed }
  return String(<ExamplesBlock loaded={{ ok: true, value }} {...props} />)
}
const changed = (html: string) => /<p class="changed">(.*?)<\/p>/s.exec(html)?.[1] ?? ''
const heard = (html: string) => html.replace(/<span class="sign".*?<\/span>/g, '').replace(/<[^>]*>/g, '')
const seen = (html: string) =>
  html.replace(/<span class="visually-hidden">.*?<\/span>/g, '').replace(/<[^>]*>/g, '')

describe('the block of examples', () => {
  it('tells a change by element, by sign and in words, so never by colour alone', () => {
    const html = changed(drawn([example(7)]))
    expect(html).toMatch(/^We <del>.*guarantee.*<\/del> <ins>.*expect.*<\/ins> it\.$/)
    expect(seen(html)).toBe('We −guarantee +expect it.')
    expect(heard(html)).toBe('We  [taken out: guarantee]   [put in: expect]  it.')
  })

  it('holds no markup of a hostile text, policy or agent', () => {
    const hostile = '<img src=x onerror=alert(1)>"\''
    const html = drawn([
      example(7, {
        agent_id: hostile,
        policies: [hostile],
        changes: [
          { kind: 'same', text: hostile },
          { kind: 'removed', text: hostile },
          { kind: 'added', text: hostile },
        ],
      }),
    ])
    expect(html).not.toContain('<img')
    expect(html.split('&lt;img src=x')).toHaveLength(6)
  })

  it('leads to each event, and to more of them with the same filters', () => {
    const html = drawn([example(7)], {
      next_before: 7,
      outcome: 'edited',
      given: { bucket: 'on', tz: 'UTC' },
      own: { compare: 'none', example_outcome: 'edited' },
    })
    expect(html).toContain('href="/events/7?tz=UTC"')
    expect(html).toContain('href="/events?bucket=on&amp;tz=UTC&amp;event=edited"')
    expect(html).toContain(
      'href="/reports?bucket=on&amp;tz=UTC&amp;compare=none&amp;example_outcome=timeout#block-examples"',
    )
    expect([...html.matchAll(/aria-current="true">([^<]*)</g)].map(([, words]) => words)).toEqual(['edited'])
  })

  it('does not say that there is none while the search did not end', () => {
    expect(drawn([], { next_before: 9 })).toContain('href="/analytics/examples?before=9"')
    expect(drawn([], { next_before: 9 })).not.toContain('No such offer')
    expect(drawn([])).toContain('No such offer.')
  })

  it('says when the draft itself was sent, and when it is not known what was', () => {
    expect(drawn([example(7, { draft: 'a', final: 'a' })])).toContain('Sent as it was drafted.')
    expect(drawn([example(7, { final: null })])).toContain('what was sent is not known')
  })

  it('shows its own error in its own place', () => {
    const html = String(<ExamplesBlock loaded={failed} outcome={null} timeZone="UTC" given={{}} own={{}} />)
    expect(html).toContain('class="failure"')
  })
})

describe('a long text', () => {
  const words = (count: number) => Array.from({ length: count }, (_, n) => `word${n}`).join(' ')

  it('is shown around its changes, with an ellipsis wherever it is cut', () => {
    const long = ` ${words(200)} `
    const shown = shortened([
      { kind: 'same', text: long },
      { kind: 'removed', text: 'one' },
      { kind: 'same', text: long },
      { kind: 'added', text: words(2_000) },
      { kind: 'same', text: long },
    ]).map(({ text }) => text)
    expect(shown.map((text) => text.length <= 810)).toEqual([true, true, true, true, true])
    expect([shown[0]?.startsWith('… word'), shown[0]?.endsWith(' word199 '), shown[1]]).toEqual([
      true,
      true,
      'one',
    ])
    expect([shown[2]?.startsWith(' word0'), shown[2]?.split('…').length]).toEqual([true, 2])
    expect([shown[3]?.endsWith(' …'), shown[4]?.endsWith(' …')]).toEqual([true, true])
  })

  it('is not cut inside a character', () => {
    expect(shortened([{ kind: 'same', text: `a${'😀'.repeat(600)}` }])[0]?.text).toBe(
      `a${'😀'.repeat(399)} …`,
    )
  })
})
