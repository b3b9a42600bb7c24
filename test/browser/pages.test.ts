// Every page of the product in every state that it has, narrow and wide, light and dark: nothing is in anybody's way.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsAt, LOOKS } from '../support/audit.ts'
import { sharedBrowser, visit } from '../support/browser.ts'
import { sharedFolder } from '../support/folder.ts'
import { type Address, addresses } from '../support/pages.ts'
import { sampleLog } from '../support/sample-log.ts'
import { serveProduct } from '../support/served.ts'
import { post, published, sharedProduct } from './product.ts'

const DAYS = { seed: 5, events: 600, days: 9 }

const browser = sharedBrowser()
const folder = sharedFolder()
const growing = sharedProduct()
let full: Awaited<ReturnType<typeof serveProduct>>
let pages: readonly Address[]

beforeAll(async () => {
  pages = addresses(await sampleLog(folder, { ...DAYS, until: Date.now() }))
  full = await serveProduct(folder)
  await published(full.url, DAYS.events)
  afterAll(() => full.stop())
})

/** A page that is left ends its stream; the page of an error is an error that the browser tells of. */
const isExpected = (complaint: string) =>
  /\/stream\?.* net::ERR_ABORTED$/.test(complaint) ||
  /^4\d\d: |^console error: Failed to load resource: .* status of 4\d\d/.test(complaint)

/** Looks at one after the other in one page of the browser. */
async function faultsOf(url: string, looked: readonly Address[]) {
  const { page, complaints } = await visit(browser(), 'about:blank')
  const faults = []
  for (const address of looked) faults.push(...(await faultsAt(page, url, address, LOOKS)))
  return [...faults, ...complaints.filter((complaint) => !isExpected(complaint))]
}

const grown = ['/reports', '/events'].map((path) => ({ path, status: 200 }))

it('no page of a log has a fault that axe, a narrow screen, the keyboard or the console would show', async () => {
  expect(await faultsOf(full.url, pages)).toEqual([])
})

it('nor while there is nothing yet, one event, or one arm alone', async () => {
  const { url } = growing()
  expect(await faultsOf(url, grown)).toEqual([])
  await published(url, await post(url))
  expect(await faultsOf(url, grown)).toEqual([])
  await post(url, { session_id: 's-2', event: 'accepted' })
  await published(url, await post(url, { session_id: 's-3' }))
  expect(await faultsOf(url, grown)).toEqual([])
})
