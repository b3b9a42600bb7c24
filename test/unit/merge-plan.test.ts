import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Coarse, Segment } from '../../functions/published/manifest.ts'
import { MAX_SEGMENTS, planCoarse, planMerge } from '../../functions/write/publish/merge-plan.ts'

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

  it('joins the oldest of a long run, up to the largest segment that there may be', () => {
    const run = Array.from({ length: 44 }, (_, index) => segment(1 + index * 1_000_000, 1_000_000))
    expect(planMerge(run)).toEqual(run.slice(0, 16))
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

describe('coarse rollups', () => {
  const coarse = (first_seq: number, last_seq: number): Coarse => ({
    first_seq,
    last_seq,
    months: file,
    days: file,
    agents: file,
  })

  it('wait until nine segments are in none of them', () => {
    const nine = Array.from({ length: 9 }, (_, index) => segment(101 + index * 10, 10))
    expect(planCoarse([coarse(1, 100)], nine.slice(0, 8))).toBeNull()
    expect(planCoarse([], nine.slice(0, 8))).toBeNull()
    expect(planCoarse([], nine)).toEqual({ coarse: [], segments: nine })
  })

  it('are made again together with newer events unless they cover more than ten times as many', () => {
    const nine = Array.from({ length: 9 }, (_, index) => segment(2_001 + index * 10, 10))
    const older = [coarse(1, 1_000), coarse(1_001, 1_500), coarse(1_501, 2_000)]
    expect(planCoarse(older, nine)).toEqual({ coarse: older, segments: nine })
    const large = [coarse(1, 1_950), coarse(1_951, 2_000)]
    expect(planCoarse(large, nine)).toEqual({ coarse: [coarse(1_951, 2_000)], segments: nine })
  })

  it('stay few, and are made again seldom, while thousands of segments arrive', () => {
    let live: Coarse[] = []
    let segments: Segment[] = []
    let rewritten = 0
    let most = 0
    for (let index = 0; index < 5_000; index += 1) {
      segments.push(segment(1 + index * 50, 50))
      const plan = planCoarse(live, segments)
      if (!plan) continue
      const [first, last] = [
        plan.coarse[0]?.first_seq ?? plan.segments[0]?.first_seq,
        plan.segments.at(-1)?.last_seq,
      ]
      live = [...live.slice(0, live.length - plan.coarse.length), coarse(first as number, last as number)]
      segments = []
      rewritten += (last as number) - (first as number) + 1
      most = Math.max(most, live.length)
    }
    expect(most).toBeLessThanOrEqual(4)
    expect(rewritten / 250_000).toBeLessThanOrEqual(20)
  })
})
