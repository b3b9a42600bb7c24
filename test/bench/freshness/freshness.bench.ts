// Keeps the bench from rotting: two seconds of a light load. Its figures mean nothing, but nothing may be lost.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runFreshness } from './run.ts'
import { formatFreshness } from './table.ts'

test('every followed event becomes visible, no read fails or goes back, nothing is missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coach-effect-bench-'))
  try {
    const load = { perSecond: 200, seconds: 3, readers: 2 }
    const results = await runFreshness(folder, load, () => {})
    expect(results).toMatchObject({ failed: 0, failures: [], backwards: 0, missing: 0 })
    expect(results.visible.samples).toBe(Math.floor(results.posts.acknowledged / 10))
    expect(results.reads.answers).toBeGreaterThan(2)
    expect(formatFreshness(load, results)).not.toMatch(/NaN|undefined/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
