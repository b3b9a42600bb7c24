// The API reference as people use it: by keyboard, with and without scripts.
import { beforeAll, expect, it } from 'vitest'
import { sharedBrowser, visit } from '../support/browser.ts'
import { waitFor } from '../support/wait-for.ts'
import { post, published, sharedProduct } from './product.ts'

const browser = sharedBrowser()
const product = sharedProduct()

beforeAll(async () => {
  const { url } = product()
  await published(url, await post(url, { session_id: 'shown-in-docs' }))
})

const open = (path: string, options?: Parameters<typeof visit>[2]) =>
  visit(browser(), `${product().url}${path}`, options)
type Page = Awaited<ReturnType<typeof open>>['page']

const operation = (page: Page, id: string) => page.locator(`article#${id}`)
const answered = (page: Page, id: string) => operation(page, id).locator('.try-answer')

it('tries a report by keyboard, and shows its status and body below the form', async () => {
  const { page, complaints } = await open('/docs')
  const entry = operation(page, 'getRecentEvents')
  await entry.getByText('Try /events/recent').focus()
  await page.keyboard.press('Enter')
  await entry.getByLabel('limit').focus()
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  await waitFor('the answer', async () =>
    (await answered(page, 'getRecentEvents').innerText()).startsWith('200 OK'),
  )
  const shown = await answered(page, 'getRecentEvents').innerText()
  expect(shown).toMatch(/^200 OK · \d+ ms · X-As-Of-Seq: 1 · ETag: "\w+"/)
  expect(shown).toContain('"session_id": "shown-in-docs"')
  expect(page.url()).toBe(`${product().url}/docs`)
  expect(complaints).toEqual([])
})

it('sends an event, with the key from the page’s memory alone, and shows what came of it', async () => {
  const { page } = await open('/docs')
  const sent: (string | undefined)[] = []
  page.on('request', (request) => sent.push(request.headers().authorization))
  await page.getByLabel('API key').fill('secret-of-mine')
  await operation(page, 'postEvent').getByText('Try /events/coach').click()
  await operation(page, 'postEvent').getByRole('button').click()
  await waitFor('the answer', async () =>
    (await answered(page, 'postEvent').innerText()).startsWith('200 OK'),
  )
  expect(JSON.parse(await answered(page, 'postEvent').locator('code').innerText())).toEqual({
    ok: true,
    event_id: '0c0d9a52-0f0e-4d3a-9c66-6f1c2c6b8d11',
    seq: 2,
  })
  expect(sent).toEqual(['Bearer secret-of-mine'])
  const kept = `[document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage), location.href].join()`
  expect(await page.evaluate(kept)).toBe(`,${product().url}/docs`)
  await page.reload()
  expect(await page.getByLabel('API key').inputValue()).toBe('')
})

it('shows a problem like any other answer', async () => {
  const { page } = await open('/docs')
  await operation(page, 'getSummary').getByText('Try /analytics/summary').click()
  await operation(page, 'getSummary').getByLabel('tz').fill('Nowhere')
  await operation(page, 'getSummary').getByRole('button').click()
  await waitFor('the answer', async () => (await answered(page, 'getSummary').innerText()).startsWith('400'))
  expect(await answered(page, 'getSummary').innerText()).toContain('"type": "/problems/invalid-parameter"')
})

it('without scripts leads from the form to the answer, and offers no field that would do nothing', async () => {
  const { page } = await open('/docs', { javaScriptEnabled: false })
  const entry = operation(page, 'getRecentEvents')
  await entry.getByText('Try /events/recent').click()
  expect([
    await page.getByLabel('API key').isVisible(),
    await entry.getByLabel('X-Min-Seq').isVisible(),
    await operation(page, 'postEvent').locator('textarea').isVisible(),
  ]).toEqual([false, false, false])
  await entry.getByLabel('limit').fill('1')
  await entry.getByRole('button').click()
  expect(page.url()).toBe(
    `${product().url}/events/recent?limit=1&before=&from=&to=&tz=&bucket=&policy=&event=&session_id=&agent_id=`,
  )
  expect(await page.locator('body').innerText()).toContain('"events":[{"seq":')
})

it('can be reached from the reports page, and leads to a problem and on to all of them', async () => {
  const { page } = await open('/reports')
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'API' }).click()
  await operation(page, 'postEvent').getByText('Problems of').click()
  await operation(page, 'postEvent').getByRole('link', { name: 'queue-full' }).click()
  expect(await page.locator('h1').innerText()).toBe('Events arrive faster than they can be stored')
  await page.getByRole('link', { name: 'All problems' }).click()
  expect(page.url()).toBe(`${product().url}/problems`)
})
