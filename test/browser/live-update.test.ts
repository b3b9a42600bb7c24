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
