// Hostile texts in every field, on every page of a real browser: nothing of them runs, loads, becomes an element, turns
// what stands beside it around or pushes the page out of its frame.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedBrowser, visit } from '../support/browser.ts'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { HOSTILE_TEXTS, hostileEvents } from '../support/hostile-texts.ts'
import { serveProduct } from '../support/served.ts'
import { post, published } from './product.ts'

/** Ten times what a busy machine takes. */
const WITHIN_MS = 600_000

const browser = sharedBrowser()
const folder = sharedFolder()
const sent = hostileEvents()
let product: Awaited<ReturnType<typeof serveProduct>>

beforeAll(async () => {
  product = await serveProduct(folder)
  for (const one of sent) await post(product.url, one)
  await published(product.url, sent.length)
})
afterAll(() => product.stop())

/** Elements and attributes that no page of ours has. */
const BROUGHT_ALONG = `[...document.querySelectorAll('*')]
  .filter((one) =>
    one.matches('[data-hostile], iframe, object, embed, foreignObject, math, meta[http-equiv="refresh"], [srcdoc]') ||
    [...one.attributes].some(({ name, value }) => name.startsWith('on') || /^\\s*(javascript|data:text)/i.test(value)) ||
    (one.matches('script:not([type="application/json"])') && !one.src.startsWith(location.origin + '/assets/')) ||
    (one.matches('[hx-get], [hx-post]') && one.closest('[data-hostile]')))
  .map((one) => one.outerHTML.slice(0, 200))`

/** Where a text that turns directions could turn what stands beside it too. */
const NOT_ISOLATED = `(() => {
  const found = []
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    if (!/[\\u202a-\\u202e]/.test(walker.currentNode.data)) continue
    const parent = walker.currentNode.parentElement
    const { display, unicodeBidi } = getComputedStyle(parent)
    if (/^inline$|^contents$/.test(display) && !/isolate|plaintext/.test(unicodeBidi) && parent.tagName !== 'OPTION')
      found.push(parent.outerHTML.slice(0, 200))
  }
  return found
})()`

/** What makes the page wider than its window: the innermost elements that reach out of it, scrolling ones aside. */
const SIDEWAYS = `(() => {
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const scrolls = (one) => one !== null && (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
  const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth && !scrolls(one.parentElement))
  const inner = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other)))
  return [document.title, ...inner.map((one) => one.outerHTML.slice(0, 200)).slice(0, 3)]
})()`

/** A page that is left ends its stream, and what it still asks for; the page of an error is an error that the browser tells of. */
const isExpected = (complaint: string) =>
  /\/(stream\?.*|live) net::ERR_ABORTED$/.test(complaint) ||
  /^4\d\d: |^console error: Failed to load resource: .* status of 4\d\d/.test(complaint)

/** A page of the browser that complains of dialogs too. */
async function opened(url: string) {
  const dialogs: string[] = []
  const { page, complaints } = await visit(
    browser(),
    url,
    { viewport: { width: 320, height: 900 } },
    async (one) => {
      one.on('dialog', (dialog) => {
        dialogs.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
    },
  )
  return { page, complaints: () => [...complaints.filter((one) => !isExpected(one)), ...dialogs] }
}

async function faultsOf(page: Page, what: string): Promise<string[]> {
  await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`)
  const brought = await page.evaluate<string[]>(BROUGHT_ALONG)
  const turned = await page.evaluate<string[]>(NOT_ISOLATED)
  return [
    ...brought.map((html) => `${what}: has ${html}`),
    ...turned.map((html) => `${what}: turns what stands beside ${html}`),
    ...(await page.evaluate<string[]>(SIDEWAYS)).map((html) => `${what}: scrolls sideways for ${html}`),
  ]
}

const asked = (parameters: Record<string, unknown>) =>
  new URLSearchParams(parameters as Record<string, string>)

it('no page lets a text be more than a text: not as rows, as filters, in the address, in an error', {
  timeout: WITHIN_MS,
}, async () => {
  const { page, complaints } = await opened('about:blank')
  const sessions = new Set(sent.map(({ session_id }) => session_id))
  const paths = [
    '/reports',
    '/events?limit=1000',
    '/no/such/<script data-hostile>alert(1)</script>',
    ...[...sessions].map((session_id) => `/events/session?${asked({ session_id })}`),
    // Heavier ones for some texts each.
    ...sent.flatMap(({ session_id, agent_id, policy_refs }, n) => {
      const [, policy = ''] = policy_refs as string[]
      const odd = HOSTILE_TEXTS[Math.floor(n / 2)]
      return (
        {
          1: [`/events/${n + 1}`],
          3: [`/reports?${asked({ policy, agent_id })}`, `/events?${asked({ policy, session_id })}`],
          5: [`/reports?${asked({ tz: odd, event: odd })}`, `/live?${asked({ session_id, agent_id })}`],
        }[n % 12] ?? []
      )
    }),
  ]
  const faults = []
  for (const path of paths) {
    await page.goto(product.url + path)
    faults.push(...(await faultsOf(page, path.slice(0, 80))))
  }
  expect([...faults, ...complaints()]).toEqual([])
})

it('a report that was saved as a file runs and loads nothing either', async () => {
  const file = join(testFolder(), 'report.html')
  writeFileSync(file, await (await fetch(`${product.url}/reports.html`)).text())
  const requests: string[] = []
  const { page, complaints } = await visit(browser(), 'about:blank', {}, async (one) => {
    one.on('request', (request) => requests.push(request.url()))
  })
  await page.goto(pathToFileURL(file).href)
  expect(await faultsOf(page, 'the file')).toEqual([])
  expect([complaints, requests.filter((url) => !url.startsWith('data:'))]).toEqual([
    [],
    [pathToFileURL(file).href],
  ])
  const data = JSON.parse((await page.locator('#report-data').textContent()) ?? '') as Record<string, unknown>
  const addresses = Object.keys(data)
  expect(addresses.length).toBeGreaterThan(6)
  for (const address of addresses)
    expect(data[address]).toEqual(await (await fetch(product.url + address)).json())
})

it('a hostile draft at the desk is checked, answered, chosen and logged, and is a text all the way', {
  timeout: WITHIN_MS,
}, async () => {
  const { page, complaints } = await opened(`${product.url}/live?session_id=s-hostile`)
  const faults = []
  for (const draft of HOSTILE_TEXTS.filter((text) => text.includes('data-hostile'))) {
    await page.getByLabel('What you would answer').fill(`We guarantee returns. ${draft}`)
    await page.getByRole('button', { name: 'Ask the coach', exact: true }).click()
    await page.locator('#suggestion, #final-text').first().waitFor()
    faults.push(...(await faultsOf(page, draft)))
    await page.getByRole('button', { name: 'Reject', exact: true }).click()
    await page
      .getByText(/^event \d+$/)
      .first()
      .waitFor()
    faults.push(...(await faultsOf(page, draft)))
    await page.goto(`${product.url}/live?session_id=s-hostile`)
  }
  expect([...faults, ...complaints()]).toEqual([])
})
