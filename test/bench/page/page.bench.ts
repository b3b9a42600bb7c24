// Keeps the bench from rotting: a small log, a few questions. Its figures mean nothing.
import { expect, test } from 'vitest'
import { inFolder } from '../in-folder.ts'
import { formatPage } from './page.ts'
import { run } from './run.ts'

test('the page and its peer both answer with the page, every time', async () => {
  const plan = { events: 500, days: 5, questions: 3, warmUp: 1, rounds: 2, connections: 2, measureMs: 300 }
  const results = await inFolder((folder) => run(folder, plan, () => {}))
  expect(results.cached.map((round) => [round.page.failed, round.static.failed])).toEqual([
    [0, 0],
    [0, 0],
  ])
  expect(formatPage(plan, results)).not.toMatch(/NaN|undefined/)
})
