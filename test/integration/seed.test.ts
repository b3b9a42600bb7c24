// `npm run seed` against the real product, and against nothing.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedFolder } from '../support/folder.ts'
import { freePort } from '../support/free-port.ts'
import { type Product, runToEnd, startProduct } from '../support/product.ts'

const folder = sharedFolder()
let product: Product
beforeAll(async () => {
  product = await startProduct({ DATA_DIR: folder })
})
afterAll(() => product.stop())

/** What the reports say of all events, once they have reached so many. */
async function summaryAt(seq: number) {
  const answer = await fetch(`${product.url}/analytics/summary`, { headers: { 'x-min-seq': String(seq) } })
  return (await answer.json()) as { total_events: number }
}

const seed = (...args: string[]) => runToEnd({}, ['functions/cli/seed.ts', ...args])

it('posts exactly as many events as it was asked for', async () => {
  const { code, output, errors } = await seed('--events', '300', '--seed', '1', '--url', product.url)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  expect(output).toMatch(/^Posted 300 events in \d+\.\d s \(\d+ events\/s\)\. Look at \S+\/reports\n$/)
  expect(await summaryAt(300)).toMatchObject({ total_events: 300, orphan_outcomes: 0, as_of: { seq: 300 } })
})

it('posts each event once although the writer dies meanwhile', async () => {
  const { total_events: before } = await summaryAt(0)
  const seeding = seed('--events', '1200', '--seed', '2', '--url', product.url)
  await summaryAt(before + 100)
  for (const writer of product.children('writer')) process.kill(writer, 'SIGKILL')
  expect(await seeding).toMatchObject({ code: 0, errors: '' })
  const all = before + 1_200
  expect(await summaryAt(all)).toMatchObject({ total_events: all, orphan_outcomes: 0, as_of: { seq: all } })
})

it('says in one line that nothing answers', async () => {
  const url = `http://127.0.0.1:${await freePort()}`
  expect(await seed('--url', url)).toEqual({
    code: 1,
    output: '',
    errors: `Nothing answers at ${url}. Start it with npm start.\n`,
  })
})

it('says in one line which argument is wrong', async () => {
  const usage = 'Usage: npm run seed -- [--events N] [--url URL] [--seed N]'
  expect([await seed('--events', '0'), await seed('--evnts', '5')]).toEqual([
    { code: 2, output: '', errors: '--events must be at least 1\n' },
    { code: 2, output: '', errors: `Unknown option '--evnts'. ${usage}\n` },
  ])
})
