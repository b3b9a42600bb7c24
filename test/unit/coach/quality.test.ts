// How well the shipped policies tell drafts apart: on labelled drafts of the project’s own, and by the kind of draft.
import { describe, expect, it } from 'vitest'
import { FRESH_DRAFTS } from '../../support/drafts/fresh.ts'
import { KEPT_DRAFTS } from '../../support/drafts/kept.ts'
import type { LabelledDraft } from '../../support/drafts/labelled.ts'
import { LAST_DRAFTS } from '../../support/drafts/last.ts'
import { TUNED_DRAFTS } from '../../support/drafts/tuned.ts'
import { SHIPPED } from '../../support/policies.ts'

const LEAST_F1 = 0.95
const LEAST_EXACT = 0.95

const IDS = SHIPPED.policies.map(({ id }) => id)

function judged(drafts: readonly LabelledDraft[]) {
  return drafts.map(({ draft, policies }) => ({ wanted: policies, found: SHIPPED.violated(draft) }))
}

/** Harmonic mean of precision and recall, over the labels of these policies. */
function f1(all: ReturnType<typeof judged>, ids: readonly string[]): number {
  let [both, found, wanted] = [0, 0, 0]
  for (const one of all)
    for (const id of ids) {
      if (one.found.includes(id)) found += 1
      if (one.wanted.includes(id)) wanted += 1
      if (one.found.includes(id) && one.wanted.includes(id)) both += 1
    }
  return (2 * both) / (found + wanted)
}

const exact = (all: ReturnType<typeof judged>) =>
  all.filter(({ wanted, found }) => [...wanted].sort().join() === [...found].sort().join()).length /
  all.length

describe.each([
  ['that they were tuned on', TUNED_DRAFTS],
  ['that were written with those', KEPT_DRAFTS],
  ['that were written afterwards', FRESH_DRAFTS],
  ['that were written last', LAST_DRAFTS],
])('the shipped policies, on drafts %s', (_, drafts) => {
  const all = judged(drafts)

  it('find what is there, and no more', () => {
    expect(f1(all, IDS)).toBeGreaterThanOrEqual(LEAST_F1)
    expect(exact(all)).toBeGreaterThanOrEqual(LEAST_EXACT)
  })

  it.each(IDS)('do so for %s', (id) => {
    expect(f1(all, [id])).toBeGreaterThanOrEqual(LEAST_F1)
  })

  it('have at least as many that violate nothing as of the most frequent policy', () => {
    const clean = drafts.filter(({ policies }) => policies.length === 0).length
    const most = Math.max(...IDS.map((id) => drafts.filter(({ policies }) => policies.includes(id)).length))
    expect(clean).toBeGreaterThanOrEqual(most)
  })
})
