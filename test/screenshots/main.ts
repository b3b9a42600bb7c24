// `npm run screenshots [-- NAME …]`: takes the README's pictures anew, of a product with the same made-up events each time.
// It must never show anything but what a person would see who started the product and opened these addresses.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { openBrowser } from '../support/browser.ts'
import { startProduct } from '../support/product.ts'
import { sampleLog } from '../support/sample-log.ts'

const DAYS = { seed: 11, events: 24_000, days: 64, until: Date.parse('2026-11-06T16:00:00Z') }
const PERIOD = 'from=2026-10-07&to=2026-11-06&tz=Europe/Berlin'
const FOLDER = new URL('../../data/screenshots/', import.meta.url).pathname

/** Of WebP: text stays sharp, and a picture takes some 60 kB. */
const QUALITY = 85

type Shot = {
  name: string
  path: string
  width: number
  height: number
  dark?: boolean
  /** Is scrolled to the top. */
  at?: string
  /** Is pressed first; the picture is of what comes then. */
  press?: string
}

const shots = (session: string): readonly Shot[] => [
  { name: 'reports-light', path: `/reports?${PERIOD}`, width: 1_280, height: 1_280 },
  { name: 'reports-dark', path: `/reports?${PERIOD}`, width: 1_280, height: 1_280, dark: true },
  { name: 'charts', path: `/reports?${PERIOD}`, width: 1_280, height: 1_180, at: '#block-over-time' },
  { name: 'reports-narrow', path: `/reports?${PERIOD}`, width: 390, height: 844 },
  { name: 'events', path: '/events?tz=Europe/Berlin', width: 1_280, height: 900 },
  {
    name: 'session',
    path: `/events/session?session_id=${session}&tz=Europe/Berlin`,
    width: 1_280,
    height: 900,
  },
  {
    name: 'live',
    path: '/live?session_id=session-1&agent_id=agent-7&example=1',
    width: 1_280,
    height: 900,
    press: 'Ask the coach',
  },
  { name: 'api', path: '/docs', width: 1_280, height: 900, dark: true },
]

const folder = mkdtempSync(join(tmpdir(), 'coach-effect-screenshots-'))
try {
  const events = await sampleLog(folder, DAYS)
  const longest = events.find(({ event }) => event === 'edited')
  if (!longest) throw new Error('the sample has no session to show')
  const product = await startProduct({ DATA_DIR: folder, AB_TEST_BUCKET: 'on' })
  const browser = await openBrowser()
  try {
    await fetch(`${product.url}/events/stats`, { headers: { 'x-min-seq': String(DAYS.events) } })
    mkdirSync(FOLDER, { recursive: true })
    const wanted = argv.slice(2)
    for (const { name, path, width, height, dark, at, press } of shots(longest.session_id)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        deviceScaleFactor: width < 500 ? 2 : 1,
      })
      await page.goto(`${product.url}${path}`)
      if (press !== undefined) {
        await page.getByRole('button', { name: press }).click()
        await page.locator('#result-title:focus').waitFor()
      }
      if (at !== undefined)
        await page.evaluate(`document.querySelector('${at}').scrollIntoView({ block: 'start' })`)
      const devtools = await page.context().newCDPSession(page)
      const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })
      writeFileSync(join(FOLDER, `${name}.webp`), Buffer.from(data, 'base64'))
      await page.close()
      console.log(`${name}.webp`)
    }
  } finally {
    await Promise.all([browser.close(), product.stop()])
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
