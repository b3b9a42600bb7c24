// The open page follows the log: what changes on it by itself, what stays as the reader left it.
import { expect, it } from 'vitest'
import { sharedBrowser, visit } from '../support/browser.ts'
import { waitFor } from '../support/wait-for.ts'
import { post, published, sharedProduct } from './product.ts'

const browser = sharedBrowser()
const product = sharedProduct()

/** Notes on `window.touched` every block in which anything at all changes. */
const WATCH = `
  window.touched = new Set()
  window.sameDocument = true
  document.querySelector('#block-latency svg').sameNode = true
  new MutationObserver((records) => {
    for (const { target } of records)
      touched.add((target.closest ? target : target.parentElement).closest('#blocks > *')?.id ?? 'elsewhere')
  }).observe(document.querySelector('#blocks'),
    { subtree: true, childList: true, characterData: true, attributes: true })`

async function openPage() {
  const seq = await post(product().url)
  await published(product().url, seq)
  const opened = await visit(browser(), `${product().url}/reports`)
  const shows = (event: number) =>
    waitFor(`event ${event} on the page`, async () =>
      (await opened.blocks())['block-freshness']?.includes(`As of event ${event},`),
    )
  await shows(seq)
  return { ...opened, shows, seq }
}

it('shows an event posted while the page is open, without reloading and in the changed blocks only', async () => {
  const { page, blocks, shows, complaints } = await openPage()
  const before = await blocks()
  await page.evaluate(WATCH)
  await shows(
    await post(product().url, { event: 'accepted', session_id: 'session-2', suggestion_used: 'Ok.' }),
  )

  const after = await blocks()
  expect(after['block-newest']).toContain('session-2')
  expect(after['block-totals']).not.toBe(before['block-totals'])
  expect(after['block-latency']).toBe(before['block-latency'])
  // The outcome answers no offer of its session: neither latency nor policies have anything new to say.
  expect(await page.evaluate('[...touched].sort()')).toEqual([
    'block-event-types',
    'block-experiment',
    'block-freshness',
    'block-newest',
    'block-over-time',
    'block-totals',
  ])
  expect(
    await page.evaluate(`[window.sameDocument, document.querySelector('#block-latency svg').sameNode]`),
  ).toEqual([true, true])
  expect(complaints).toEqual([])
})

it('shows after many live updates what a page opened now shows', async () => {
  const { blocks, shows, complaints } = await openPage()
  let seq = 0
  for (let n = 0; n < 20; n += 1)
    seq = await post(product().url, {
      session_id: `many-${n}`,
      latency_ms: 50 * n,
      policy_refs: [`P-${n % 3}`],
    })
  await shows(seq)
  const fresh = await visit(browser(), `${product().url}/reports`)
  expect(await blocks()).toEqual(await fresh.blocks())
  expect(complaints).toEqual([])
})

it('leaves open what the reader opened, and the focus where it is', async () => {
  const { page, shows, seq, complaints } = await openPage()
  await page.locator('#tile-events > summary').click()
  await page.locator('#latency-bins > summary').click()
  await page.locator(`#draft-${seq} > summary`).click()
  const open = () =>
    page.evaluate(`[[...document.querySelectorAll('details[open]')].map(({ id }) => id).sort(),
      document.activeElement.parentElement.id]`)
  const opened = [['latency-bins', 'tile-events', `draft-${seq}`].sort(), `draft-${seq}`]
  expect(await open()).toEqual(opened)
  await shows(await post(product().url, { latency_ms: 5 }))
  expect(await open()).toEqual(opened)
  expect(complaints).toEqual([])
})

it('does not open what the reader closed again', async () => {
  const { page, shows } = await openPage()
  await page.locator('#tile-events > summary').click()
  await page.locator('#tile-events > summary').click()
  await shows(await post(product().url))
  expect(await page.locator('details[open]').count()).toBe(0)
})

it('follows the log although its last script arrives late', async () => {
  const { url } = product()
  const { page, blocks } = await visit(browser(), `${url}/reports`, {}, (page) =>
    page.route('**/hx-sse.js*', async (route) => {
      await waitFor('htmx to have run', () => page.evaluate('window.htmx !== undefined'))
      await page.evaluate('new Promise((resolve) => setTimeout(resolve))') // behind any timer that htmx has set
      await route.continue()
    }),
  )
  await post(url, { session_id: 'after-a-late-script' })
  await waitFor('the event', async () => (await blocks())['block-newest']?.includes('after-a-late-script'))
  expect(await page.evaluate('document.readyState')).toBe('complete')
})

it('shows nothing new while it is paused, and at its end the newest state at once, the skipped ones too', async () => {
  const { page, blocks, shows, seq, complaints } = await openPage()
  await page.evaluate(WATCH)
  await page.getByRole('button', { name: 'Pause updates' }).click()
  const line = page.locator('.stale')
  expect(await line.innerText()).toMatch(/^Paused: figures are from \d\d:\d\d:\d\d$/)
  const before = await blocks()
  await post(product().url, { session_id: 'during-the-pause', latency_ms: 7_000 })
  await waitFor('it to be known', async () => (await line.innerText()).endsWith(', newer ones wait'))
  const last = await post(product().url, { session_id: 'during-the-pause', event: 'timeout' })
  await published(product().url, last)
  const { 'block-freshness': paused, ...figures } = await blocks()
  expect(figures).toEqual(Object.fromEntries(Object.entries(before).filter(([id]) => id in figures)))
  expect(paused).toContain(`As of event ${seq},`)
  expect(await page.evaluate('[...touched]')).toEqual(['block-freshness'])

  await page.getByRole('button', { name: 'Resume updates' }).click()
  await shows(last)
  const fresh = await visit(browser(), `${product().url}/reports`)
  expect(await blocks()).toEqual(await fresh.blocks())
  expect(complaints.filter((one) => !/\/reports\/stream.* net::ERR_ABORTED$/.test(one))).toEqual([])
})

it('keeps its state in sight when scrolled, where the screen has room for it, and never over a small one', async () => {
  const top = async (height: number) => {
    const { page } = await visit(browser(), `${product().url}/reports`, { viewport: { width: 320, height } })
    await page.locator('#block-newest').scrollIntoViewIfNeeded()
    return page.locator('#block-freshness').evaluate((line) => line.getBoundingClientRect().top)
  }
  expect(await top(640)).toBe(0)
  expect(await top(256)).toBeLessThan(-256) // 1,280 by 1,024 at 400 % zoom
})

it('says how old its figures are at least when the stream falls silent, until it hears from it again', async () => {
  const { url } = product()
  const { page } = await visit(browser(), `${url}/reports`, {}, (page) => page.clock.install())
  const stale = page.locator('.stale')
  const time = await page.locator('.as-of time').innerText()
  await waitFor('the connection', () =>
    page.evaluate(`document.querySelector('#live')._htmx?.sse?.reader != null`),
  )
  await page.clock.fastForward(150_000)
  await waitFor(
    'the words',
    async () =>
      (await stale.innerText()) ===
      `Not connected, trying again: figures are from ${time}, at least 2 min old`,
  )
  await post(url)
  await waitFor('a sign of life', async () => (await stale.innerText()) === '')
})

it('tells a reader of the list of events that there are newer ones, and moves nothing under their eyes', async () => {
  const { url } = product()
  await published(url, await post(url, { session_id: 'read-now' }))
  const { page, complaints } = await visit(browser(), `${url}/events?limit=5&event=offered`)
  const list = page.locator('#block-events')
  const before = await list.innerText()
  await post(url, { session_id: 'came-since' })
  await post(url, { session_id: 'came-since', event: 'rejected' })
  const link = page.locator('#block-newer a')
  await waitFor(
    'the link',
    async () => (await link.count()) === 1 && (await link.innerText()) === '1 newer event',
  )
  expect(await list.innerText()).toBe(before)
  expect(complaints).toEqual([])
  await link.click()
  expect(page.url()).toBe(`${url}/events?event=offered&limit=5`)
  expect(await list.locator('tbody tr').first().innerText()).toContain('came-since')
})
