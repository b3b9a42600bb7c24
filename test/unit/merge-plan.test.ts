import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Segment } from '../../functions/published/manifest.ts'
import { MAX_SEGMENTS, planMerge } from '../../functions/write/publish/merge-plan.ts'

const file = { name: 'events.parquet', bytes: 1, sha256: 'a'.repeat(64) }
const segment = (first_seq: number, rows: number): Segment => ({
  first_seq,
  last_seq: first_seq + rows - 1,
  rows,
  min_ts: '',
  max_ts: '',
  min_filed_at: '',
  max_filed_at: '',
  events: file,
  rollup: file,
})

/** Publishes segments of these sizes, merging after each. @returns the live segments and how many rows were rewritten */
function publish(sizes: number[]) {
  let live: Segment[] = []
  let next = 1
  let rewritten = 0
  for (const rows of sizes) {
    live.push(segment(next, rows))
    next += rows
    for (let run = planMerge(live); run; run = planMerge(live)) {
      const [first, last] = [live.indexOf(run[0] as Segment), live.indexOf(run.at(-1) as Segment)]
      expect(live.slice(first, last + 1)).toEqual(run)
      const merged = segment(
        live[first]?.first_seq ?? 0,
        run.reduce((sum, s) => sum + s.rows, 0),
      )
      rewritten += merged.rows
      live = [...live.slice(0, first), merged, ...live.slice(last + 1)]
    }
  }
  return { live, rewritten, rows: next - 1 }
}

describe('merging', () => {
  it('leaves a few segments alone', () => {
    expect(planMerge([segment(1, 10), segment(11, 10)])).toBeNull()
  })

  it('joins twelve neighbours of one size', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => segment(1 + index * 10, 10))
    expect(planMerge(twelve)).toEqual(twelve)
  })

  it('keeps the live segments within their bound, whatever sizes are published', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 400 }), (sizes) => {
        const { live, rows } = publish(sizes)
        expect(live.length).toBeLessThanOrEqual(MAX_SEGMENTS)
        expect(live.reduce((sum, s) => sum + s.rows, 0)).toBe(rows)
      }),
      { numRuns: 50 },
    )
  })

  it('rewrites an event seldom: four times at most while 5,000 small segments arrive', () => {
    const { rewritten, rows } = publish(Array.from({ length: 5_000 }, () => 50))
    expect(rewritten / rows).toBeLessThanOrEqual(4)
  })
})
