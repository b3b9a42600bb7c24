// `npm run screenshots`: takes the README's pictures anew, of a product with the same made-up events each time.
// It must never show anything but what a person would see who started the product and opened these addresses.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../support/browser.ts'
import { startProduct } from '../support/product.ts'
import { sampleLog } from '../support/sample-log.ts'

const DAYS = { seed: 11, events: 24_000, days: 64, until: Date.parse('2026-11-06T16:00:00Z') }
const PERIOD = 'from=2026-10-07&to=2026-11-06&tz=Europe/Berlin'
const FOLDER = new URL('../../data/screenshots/', import.meta.url).pathname

/** Of WebP: text stays sharp, and a picture takes some 60 kB. */
const QUALITY = 85

type Shot = { name: string; path: string; width: number; height: number; dark?: boolean; at?: string }

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
  { name: 'api', path: '/docs', width: 1_280, height: 900, dark: true },
]

const folder = mkdtempSync(join(tmpdir(), 'coach-effect-screenshots-'))
try {
  const events = await sampleLog(folder, DAYS)
  const longest = events.find(({ event }) => event === 'edited')
  if (!longest) throw new Error('the sample has no session to show')
  const product = await startProduct({ DATA_DIR: folder })
  const browser = await openBrowser()
  try {
    await fetch(`${product.url}/events/stats`, { headers: { 'x-min-seq': String(DAYS.events) } })
    mkdirSync(FOLDER, { recursive: true })
    for (const { name, path, width, height, dark, at } of shots(longest.session_id)) {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        deviceScaleFactor: width < 500 ? 2 : 1,
      })
      await page.goto(`${product.url}${path}`)
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
