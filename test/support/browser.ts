// A real Chromium for the tests of one file, and pages that remember everything they complained about.
// It must never let the browser talk to anything but the product.
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { beforeAll, onTestFinished } from 'vitest'
import { waitFor } from './wait-for.ts'

// Not sparticuz.args: those are for Lambda, switch web security off and run everything in a single process.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

// Turns what only the page hears of into a console message.
const REPORT_CSP = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))`

/** A browser that whoever opens it has to close. @param more flags of Chromium */
export const openBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...FLAGS, ...more],
    headless: true,
  })

/** One browser for all tests of the file that calls this. */
export function sharedBrowser(): () => Browser {
  let browser: Browser
  beforeAll(async () => {
    // Tried again, because the file of another worker may be unpacking the same program.
    browser = await waitFor('Chromium to start', () => openBrowser())
    return () => browser.close()
  })
  return () => browser
}

type Visit = {
  page: Page
  /** Console messages, page errors, failed requests and violations of the Content-Security-Policy so far. */
  complaints: string[]
  /** What a reader sees of each block, by id. */
  blocks: () => Promise<Record<string, string>>
}

/**
 * Opens a page of its own; closed when the test is over.
 * @param before is called with the page before it goes anywhere
 */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  before: (page: Page) => Promise<unknown> = async () => {},
): Promise<Visit> {
  const context = await browser.newContext(options)
  onTestFinished(() => context.close())
  await context.addInitScript(REPORT_CSP)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('requestfailed', (request) =>
    complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`),
  )
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`)
  })
  await before(page)
  await page.goto(url)
  return {
    page,
    complaints,
    async blocks() {
      const sections = await page.locator('#blocks > section').all()
      return Object.fromEntries(
        await Promise.all(
          sections.map(async (section) => [await section.getAttribute('id'), await section.innerText()]),
        ),
      )
    },
  }
}
