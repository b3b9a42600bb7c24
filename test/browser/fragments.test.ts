// With htmx a change of the filters brings the parts of the page and nothing else; the address, the way back, the focus and
// the stream are then as after a load.
import { beforeAll, expect, it } from 'vitest'
import { sharedBrowser, visit } from '../support/browser.ts'
import { waitFor } from '../support/wait-for.ts'
import { post, published, sharedProduct } from './product.ts'

const browser = sharedBrowser()
const product = sharedProduct()

beforeAll(async () => {
  const { url } = product()
  for (let n = 0; n < 3; n += 1) await post(url, { session_id: `s-${n}`, agent_id: 'a-1' })
  await published(url, await post(url, { ab_test_bucket: 'off', agent_id: 'a-2' }))
})

/** Opens a page, and notes what it asks for from then on: each address with the size of what came. */
async function open(path: string) {
  const opened = await visit(browser(), `${product().url}${path}`)
  const { page } = opened
  await page.evaluate('window.sameDocument = true')
  const asked: { path: string; type: string; body: Promise<string> }[] = []
  page.on('response', (response) => {
    const request = response.request()
    const path = request.url().replace(product().url, '')
    if (path.includes('/stream')) return
    asked.push({ path, type: request.resourceType(), body: response.text().catch(() => '') })
  })
  return {
    ...opened,
    asked,
    /** Resolves when the address is this one and the page says so. */
    at: (wanted: string) => waitFor(wanted, async () => page.url() === `${product().url}${wanted}`),
    sameDocument: () => page.evaluate('window.sameDocument === true'),
    events: () => page.locator('#tile-events .tile-value').innerText(),
    focused: () => page.evaluate<string>('document.activeElement.id'),
    /** What goes wrong besides streams that end because another one begins. */
    wrong: () => opened.complaints.filter((one) => !/\/stream.* net::ERR_ABORTED$/.test(one)),
  }
}

it('a range, a filter, its removal and the form each fetch parts of the page, and the address follows', async () => {
  const { page, asked, at, sameDocument, events, focused, wrong } = await open('/reports?bucket=on')
  expect(await events()).toBe('3')
  await page.locator('#range-7').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**from=*')
  await waitFor('the range', () => page.locator('#range-7[aria-current]').isVisible())
  expect(await focused()).toBe('range-7')
  await page.getByRole('link', { name: 'Remove bucket on' }).click()
  await waitFor('all buckets', async () => (await events()) === '4')
  expect(await focused()).toBe('shown')
  await page.getByLabel('Agent').fill('a-2')
  await page.getByLabel('From', { exact: true }).fill('')
  await page.getByRole('button', { name: 'Apply' }).click()
  await at('/reports?agent_id=a-2')
  await waitFor('the agent', async () => (await events()) === '1')
  expect(await page.locator('#json-links a').first().getAttribute('href')).toBe(
    '/analytics/summary?agent_id=a-2',
  )

  expect(await sameDocument()).toBe(true)
  const answers = await Promise.all(asked.map(async ({ type, body }) => [type, (await body).slice(0, 11)]))
  expect(new Set(answers.map(String))).toEqual(new Set(['fetch,<hx-partial', 'fetch,']))
  expect(wrong()).toEqual([])
})

it('the way back leads to what was shown before', async () => {
  const { page, at, events } = await open('/reports?bucket=on')
  await page.getByRole('link', { name: 'Remove bucket on' }).click()
  await at('/reports')
  await waitFor('all buckets', async () => (await events()) === '4')
  await page.goBack()
  await at('/reports?bucket=on')
  await waitFor('one bucket', async () => (await events()) === '3')
  expect(await page.locator('.shown').innerText()).toContain('bucket on')
  await page.goForward()
  await waitFor('all buckets again', async () => (await events()) === '4')
})

it('what was chosen is followed, and what was left no longer', async () => {
  const { page, at, events, blocks } = await open('/reports?agent_id=a-7')
  await page.getByRole('link', { name: 'Remove agent a-7' }).click()
  await at('/reports')
  await waitFor('all agents', async () => (await events()) !== '0')
  const before = Number(await events())
  await post(product().url, { session_id: 'later', agent_id: 'a-3' })
  await waitFor('the event', async () => (await blocks())['block-newest']?.includes('later'))
  expect(Number(await events())).toBe(before + 1)
})

it('a filter that is not valid leads to the page that says so', async () => {
  const { page, sameDocument } = await open('/reports')
  await page.getByLabel('From', { exact: true }).fill('2026-02-01T00:00')
  await page.getByLabel('To', { exact: true }).fill('2026-01-01T00:00')
  await page.getByRole('button', { name: 'Apply' }).click()
  await waitFor('the problem', () => page.getByText('to must be after from').isVisible())
  expect(await sameDocument()).toBe(false)
})

it('the list of events leafs by its parts too, from the top of the next page on', async () => {
  const { page, at, asked, sameDocument, focused, wrong } = await open('/events?limit=2')
  const newest = await page.locator('#block-events tbody tr').first().innerText()
  await page.getByRole('link', { name: 'Older events' }).click()
  await waitFor(
    'the next page',
    async () => (await page.locator('#block-events tbody tr').first().innerText()) !== newest,
  )
  expect([await sameDocument(), await focused()]).toEqual([true, 'block-events'])
  await page.getByRole('link', { name: 'Newest events' }).click()
  await at('/events?limit=2')
  await waitFor(
    'the newest',
    async () => (await page.locator('#block-events tbody tr').first().innerText()) === newest,
  )
  expect(new Set(asked.map(({ type }) => type))).toEqual(new Set(['fetch']))
  expect(wrong()).toEqual([])
})
