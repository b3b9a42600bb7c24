import { describe, expect, it } from 'vitest'
import { DecisionsBlock } from '../../../views/blocks/decisions/decisions.tsx'
import { axisMarks, stepShapes } from '../../../views/blocks/decisions/step-shapes.ts'
import { caution, medianInterval, time } from '../../../views/blocks/decisions/words.ts'
import { decisions, failed, page } from './props.ts'

const { scope } = page()
const plain = (html: unknown) => String(html).replaceAll('\u00a0', ' ')
const drawn = (changed: Partial<typeof decisions> = {}) =>
  plain(<DecisionsBlock loaded={{ ok: true, value: { ...decisions, ...changed } }} scope={scope} />)
const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('the block of the time to a decision', () => {
  it('says the median with its interval, and of how many offers it is, decided or not', () => {
    expect(text(drawn())).toContain(
      'Median 45 s 95 % interval 30 s or more Offers 100 Decided 60 Timed out 10 Open 30',
    )
  })

  it('says in words what its picture shows, of known shares alone', () => {
    expect(/role="img" aria-label="([^"]*)"/.exec(drawn())?.[1]).toBe(
      'Share of offers decided, by the time since the offer: 10.0 % after 5 s, 60.0 % after 1 min. ' +
        'Half are decided after 45 s. The table below has the intervals.',
    )
  })

  it('repeats the curve as a table, where an unknown share is no 0', () => {
    const table = drawn().split('id="decisions-table"')[1]?.split('</details>')[0] ?? ''
    const shown = text(table.replace(/<span aria-hidden="true">.*?<\/span>/g, ''))
    expect(shown).toContain('1 min 60.0 % 50.6 % to 69.7 % 60 2 min not known not known 0')
  })

  it('draws no picture of nothing, and says which nothing it is', () => {
    const none = { offers: 0, decided: 0, timed_out: 0, open: 0, median_s: null, shares: [], curve: [] }
    expect(text(drawn(none))).toContain('No offers.')
    const undecided = drawn({ ...none, offers: 3, open: 3 })
    expect(text(undecided)).toContain('Median – not known')
    expect(text(undecided)).toContain('No offer is decided: the time is not known.')
    expect(drawn(none) + undecided).not.toContain('role="img"')
  })

  it('warns of what the filters and the ages of open offers do to the shares', () => {
    expect(
      (['accepted', 'timeout', 'withheld', 'offered'] as const).map((event) =>
        caution({ ...scope, event }, decisions),
      ),
    ).toEqual([
      'Of offers that ended as accepted alone: all are decided in the end.',
      'Of offers that ended as timeout alone: none is decided.',
      'Withheld drafts are no offers: nothing is decided about them.',
      null,
    ])
    expect(caution(scope, { ...decisions, share_error_bound: 2.04 })).toBe(
      'It is known only roughly since when some offers are open, so a share may be up to 2 points higher.',
    )
  })

  it('shows its own error in its own place', () => {
    expect(plain(<DecisionsBlock loaded={failed} scope={scope} />)).toContain('class="failure"')
  })
})

describe('the shapes of the curve', () => {
  it('end at a round time that no decision passes', () => {
    expect([axisMarks(0), axisMarks(10), axisMarks(61)]).toEqual([
      [0, 10],
      [0, 10],
      [0, 10, 60, 600],
    ])
  })

  it('go up at each decision and end where nobody was watched any more', () => {
    const step = (after_s: number, decided_share: number, ci: [number, number] | null) => ({
      after_s,
      decided_share,
      ci,
      at_risk: 9,
      decisions: 1,
    })
    expect(stepShapes([step(0, 20, [10, 40]), step(10, 100, null)], 10, 10)).toEqual({
      line: 'M0 100H0V80H1000V0H1000',
      band: 'M0 90V60H1000V90H0Z',
    })
    expect(stepShapes([step(0, 20, null)], 10, 0).line).toBe('M0 100H0V80H0')
  })
})

it('words times in the largest unit that they have, and an end of the interval that is not reached', () => {
  const words = [0, 59, 60, 90, 3_600, 86_400, 2_592_000].map(time).concat(medianInterval([null, null]))
  expect(words.map(plain)).toEqual(['0 s', '59 s', '1 min', '1.5 min', '1 h', '1 d', '30 d', 'not known'])
})
