// Keeps the bench from rotting: a round over a small log. Its figures mean nothing.
import { expect, test } from 'vitest'
import { event, productIn } from '../../support/in-process.ts'
import { formatColdStarts, run } from './cold-start.ts'

test('both report addresses and the bare process answer once started', async () => {
  const { post, json, publishedDir } = await productIn()
  await post(event())
  await json('/events/stats', { 'X-Min-Seq': '1' })
  expect(formatColdStarts(await run(publishedDir, 1))).not.toMatch(/NaN|undefined/)
})
