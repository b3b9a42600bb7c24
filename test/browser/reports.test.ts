// The reports page as people meet it: without scripts, by keyboard, on a narrow screen, in light and dark.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { faultsAt, LOOKS } from '../support/audit.ts'
import { sharedBrowser, visit } from '../support/browser.ts'
import { testFolder } from '../support/folder.ts'
import { waitFor } from '../support/wait-for.ts'
import { post, published, sharedProduct } from './product.ts'

const browser = sharedBrowser()
const product = sharedProduct()
const reports = () => `${product().url}/reports`

beforeAll(async () => {
  const { url } = product()
  // Enough sessions in each bucket for the experiment to have an interval to draw.
  for (let n = 0; n < 16; n += 1) {
    const shown = n % 2 === 0
    await post(url, {
      event: shown ? 'offered' : 'withheld',
      ab_test_bucket: shown ? 'on' : 'off',
      session_id: `drawn-${n}`,
      latency_ms: 100 + 10 * n,
    })
  }
  await post(url, { suggestion_id: 'offer-1' })
  await post(url, { event: 'edited', suggestion_id: 'offer-1', suggestion_used: 'Expect it this week.' })
  await post(url, { event: 'withheld', ab_test_bucket: 'off', latency_ms: 9_000, policy_refs: ['TONE'] })
  // The longest of everything that cannot be broken at a space.
  const long = (length: number) => 'W'.repeat(length)
  const policy_refs = [long(100), 'PII-SSN', 'DISC-1.1']
  const seq = await post(url, { session_id: long(200), agent_draft: long(3_000), policy_refs })
  await published(url, seq)
})

it('shows the same figures with JavaScript off', async () => {
  const [off, on] = [
    await visit(browser(), reports(), { javaScriptEnabled: false }),
    await visit(browser(), reports()),
  ]
  const shown = await off.blocks()
  expect(shown['block-totals']).toContain('20')
  const { 'block-freshness': freshness = '', ...figures } = await on.blocks()
  // The one part that takes a script is not there without.
  expect(shown).toEqual({ ...figures, 'block-freshness': freshness.replace(/\s+Pause updates$/, '') })
})

it('loads its scripts without a console message, a failed request or a breach of its own policy', async () => {
  const { page, complaints } = await visit(browser(), reports())
  expect(await page.evaluate('htmx.version')).toMatch(/^4\./)
  expect(complaints).toEqual([])
})

it('opens as a file without a server, without a network and without scripts, and has no fault there either', async () => {
  const file = join(testFolder(), 'report.html')
  writeFileSync(file, await (await fetch(`${reports()}.html`)).text())
  const { page, complaints, blocks } = await visit(browser(), `file://${file}`, { offline: true })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  expect(await faultsAt(page, 'file://', { path: file, status: 200 }, LOOKS)).toEqual([])
  expect([asked, complaints]).toEqual([[`file://${file}`], []])
  const {
    'block-freshness': _,
    'block-start': __,
    ...figures
  } = await (await visit(browser(), reports())).blocks()
  await page.goto(`file://${file}`)
  expect(await blocks()).toEqual(figures)
})

it('can be used by keyboard: first a way past the header, then every figure, link and scrolling table', async () => {
  const { page } = await visit(browser(), reports(), { viewport: { width: 320, height: 640 } })
  const focused = () =>
    page.evaluate<string>(`document.activeElement.getAttribute('aria-label') ??
      (document.activeElement.querySelector('.tile-label, h3') ?? document.activeElement).textContent.trim()`)
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Skip to the content')
  expect(await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().top)).toBeGreaterThan(0)
  await page.keyboard.press('Enter')

  const before: string[] = []
  do {
    await page.keyboard.press('Tab')
    before.push(await focused())
  } while (before.length < 12 && before.at(-1) !== 'Accept rate')
  expect(before).toEqual([
    'Today',
    '24 h',
    '7 d',
    '30 d',
    'All',
    'Download as a file',
    'Keyboard shortcuts',
    'Choose a period and filters',
    'Pause updates',
    'Accept rate',
  ])
  expect(await page.locator('#tile-accept-rate[open]').count()).toBe(0)
  await page.keyboard.press('Enter')
  expect(await page.locator('#tile-accept-rate[open]').count()).toBe(1)

  const stops = []
  for (let n = 0; n < 50 && (await focused()) !== 'Newest events as a table'; n += 1) {
    await page.keyboard.press('Tab')
    stops.push(await focused())
  }
  expect(stops).toEqual([
    'Accept rate: Show offers',
    ...['Suggestions offered', 'Open offers'].flatMap((tile) => [tile, `${tile}: Show offers`]),
    ...[
      'p95 latency',
      'Events',
      'Sessions',
      'Violations detected',
      'Violations prevented',
      'Violations shipped',
    ].flatMap((tile) => [tile, `${tile}: Show events`]),
    'Violations shipped per draft',
    'Sessions that shipped a violation',
    'Drafts in which a violation was detected',
    'The coach’s own time per draft',
    'As JSON',
    'How to read these figures',
    'Outcomes as a table',
    'Accept rate as a table',
    'Decisions as a table',
    'What these figures mean',
    'Events by type as a table',
    '10 offered',
    '1 edited',
    '9 withheld',
    'Histogram as a table',
    'Violations by policy as a table',
    'No full social security number',
    'No guaranteed returns',
    'Required disclosure',
    'Respectful tone',
    'W'.repeat(100),
    'accepted or edited',
    'accepted',
    'edited',
    'rejected',
    'timeout',
    'Event 18',
    'Newest events as a table',
  ])
  await page.keyboard.press('ArrowRight')
  await waitFor('the table to scroll', () => page.evaluate('document.activeElement.scrollLeft > 0'))
})

const longest = `session_id=${'W'.repeat(200)}&agent_id=${'W'.repeat(200)}&policy=${'W'.repeat(100)}`

const ofTheLongest = `/events/session?session_id=${'W'.repeat(200)}`

it.each(['/reports', `/reports?${longest}`, '/no-such-page', '/events', ofTheLongest, '/events/20'])(
  'never scrolls sideways as a whole at 320 px: %s',
  async (path) => {
    const { page } = await visit(browser(), `${product().url}${path}`, {
      viewport: { width: 320, height: 640 },
    })
    await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`)
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(320)
  },
)

it('copies an event as JSON by a button, and without scripts shows a link in its place', async () => {
  const address = `${product().url}/events/18`
  const { page, complaints } = await visit(browser(), address, {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await page.getByRole('button', { name: 'Copy as JSON' }).click()
  await waitFor('the copy', () => page.getByText('Copied', { exact: true }).isVisible())
  const copied = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(complaints).toEqual([])

  const { page: plain } = await visit(browser(), address, { javaScriptEnabled: false })
  expect(await plain.getByRole('button', { name: 'Copy as JSON' }).count()).toBe(0)
  await plain.getByRole('link', { name: 'The same at its own address' }).click()
  expect(JSON.parse(await plain.locator('body').innerText()).events).toEqual([JSON.parse(copied)])
})

it('has a light and a dark background, each with text that stands out from it', async () => {
  const look = async (colorScheme: 'light' | 'dark') => {
    const { page } = await visit(browser(), reports(), { colorScheme })
    const [background, ink] = await page.evaluate<string[]>(
      `['backgroundColor', 'color'].map((name) => getComputedStyle(document.documentElement)[name])`,
    )
    return { background: brightness(background), ink: brightness(ink) }
  }
  expect({ light: await look('light'), dark: await look('dark') }).toEqual({
    light: { background: 'bright', ink: 'dark' },
    dark: { background: 'dark', ink: 'bright' },
  })
})

function brightness(rgb = '') {
  const parts = [...rgb.matchAll(/\d+/g)].map(Number)
  if (parts.every((part) => part > 220)) return 'bright'
  return parts.every((part) => part < 40) ? 'dark' : rgb
}
