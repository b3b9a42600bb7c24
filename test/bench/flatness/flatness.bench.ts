// Keeps the bench from rotting: every question once or twice over tiny histories. Its figures mean nothing.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runFlatness } from './flatness.ts'
import { FROM_CACHE, QUESTIONS } from './questions.ts'
import { formatFlatness } from './tables.ts'

test('every question is answered at every size, every batch becomes visible, the tables are complete', async () => {
  const work = await mkdtemp(join(tmpdir(), 'coach-effect-bench-'))
  try {
    const sizes = [4_000, 40_000]
    const results = await runFlatness({ sizes, peerSize: 40_000, rounds: 1, batches: 2, work }, () => {})
    const asked = [...results.timings, ...results.cached]
    expect(asked).toHaveLength(sizes.length * (QUESTIONS.length + FROM_CACHE.length))
    for (const timing of asked) {
      expect(timing.failures, timing.question).toEqual([])
      expect(timing.requests).toBe(1)
    }
    for (const one of results.publications) expect(one.visible.p50Ms).toBeGreaterThan(0)
    for (const one of results.peers) expect(one.sqliteMs).toBeGreaterThan(0)
    for (const one of results.reports) expect(one.questions.nowMb).toBeGreaterThan(10)
    expect(formatFlatness(results)).not.toMatch(/NaN|undefined|\| +- \|/)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
})
