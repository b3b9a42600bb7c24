// The page /live in a real browser: what a person does at the desk, and what then stands in the log.
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import type { Coach } from '../../functions/coach/suggest.ts'
import { listen } from '../../functions/local/http-server.ts'
import { faultsHere, LOOKS } from '../support/audit.ts'
import { sharedBrowser, visit } from '../support/browser.ts'
import { coachOf } from '../support/coach.ts'
import { testFolder } from '../support/folder.ts'
import { freePort } from '../support/free-port.ts'
import { productIn, serveWriter, silent, withoutKeys } from '../support/in-process.ts'
import { ownProduct } from '../support/own-product.ts'
import { serveProduct, serveReports } from '../support/served.ts'
import { waitFor } from '../support/wait-for.ts'
import { published, sharedProduct } from './product.ts'

type Row = { seq: number; event: string; session_id: string; suggestion_used: string | null }

const DRAFT = 'This fund is guaranteed to return 8% a year.'
const browser = sharedBrowser()
const product = sharedProduct()

const open = (url: string, session: string, options = {}) =>
  visit(browser(), `${url}/live?session_id=${session}`, options)

const title = (page: Page, words: string) => page.getByRole('heading', { name: words, exact: true }).waitFor()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function ask(page: Page, draft = DRAFT) {
  await page.getByLabel('What you would answer').fill(draft)
  await press(page, 'Ask the coach')
}

/** The events of a session, oldest first. */
async function eventsOf(url: string, session: string): Promise<Row[]> {
  const answer = await fetch(`${url}/events/recent?session_id=${session}`)
  return answer.ok ? ((await answer.json()) as { events: Row[] }).events.toReversed() : []
}
const typesOf = async (url: string, session: string) =>
  (await eventsOf(url, session)).map(({ event }) => event)

const focused = (page: Page) => page.evaluate('document.activeElement.id')

it('suggests, is used, and the event stands in /events at once; no page is loaded anew', async () => {
  const { url } = product()
  const { page, complaints } = await open(url, 's-use')
  await page.evaluate('window.sameDocument = true')
  await ask(page)
  await title(page, 'Suggestion')
  expect(await focused(page)).toBe('result-title')
  expect(await page.locator('mark bdi').first().innerText()).toContain('guaranteed')
  const suggestion = await page.locator('#suggestion').innerText()
  await press(page, 'Use')
  await title(page, 'Used as it was')
  expect(await page.locator('#final-text').innerText()).toBe(suggestion)
  expect(await page.evaluate('window.sameDocument')).toBe(true)

  const link = page.locator('.logged').getByRole('link', { name: /^event \d+$/ })
  const seq = Number((await link.innerText()).replace('event ', ''))
  await page.goto(`${url}/events?session_id=s-use`)
  expect(await page.locator('tbody tr').first().innerText()).toContain(String(seq))
  expect(
    (await eventsOf(url, 's-use')).map(({ event, suggestion_used }) => [event, suggestion_used]),
  ).toEqual([
    ['offered', null],
    ['accepted', suggestion],
  ])
  expect(complaints).toEqual([])
})

it('lets the text that goes out be copied', async () => {
  const { url } = product()
  const { page } = await open(url, 's-copy', { permissions: ['clipboard-read', 'clipboard-write'] })
  await ask(page)
  await press(page, 'Use')
  await press(page, 'Copy the text')
  await page.getByText('Copied', { exact: true }).waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
    await page.locator('#final-text').innerText(),
  )
})

it('is used by keyboard alone: asked, changed, sent', async () => {
  const { url } = product()
  const { page, complaints } = await open(url, 's-keys')
  const keys = page.keyboard
  /** Goes on to the control of that name. */
  async function tabTo(name: RegExp) {
    for (let n = 0; n < 40; n += 1) {
      const words = await page.evaluate<string>(
        `document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText`,
      )
      if (name.test(words)) return
      await keys.press('Tab')
    }
    throw new Error(`no way to ${name}`)
  }
  await tabTo(/^What you would answer/)
  await keys.type(DRAFT)
  await tabTo(/^Ask the coach$/)
  await keys.press('Enter')
  await title(page, 'Suggestion')
  await tabTo(/^Use & edit$/)
  await keys.press('Enter')
  await tabTo(/^What goes out instead/)
  await keys.press('Control+A')
  await keys.type('It may return 8% a year.')
  await tabTo(/^Use the edited text$/)
  await keys.press('Enter')
  await title(page, 'Used with your changes')
  expect(await eventsOf(url, 's-keys')).toMatchObject([
    { event: 'offered', agent_draft: DRAFT },
    { event: 'edited', suggestion_used: 'It may return 8% a year.' },
  ])
  expect(complaints).toEqual([])
})

it('works without scripts: an example, a suggestion, another one of its texts', async () => {
  const { url } = product()
  const { page, complaints } = await open(url, 's-plain', { javaScriptEnabled: false })
  await page.getByRole('link', { name: 'A promise of returns' }).click()
  await press(page, 'Ask the coach')
  await title(page, 'Suggestion')
  expect(await page.getByText('No clock runs without JavaScript').isVisible()).toBe(true)
  const other = await page.locator('#alternate-1').innerText()
  await page.getByRole('button', { name: 'Use this one' }).first().click()
  await title(page, 'Used as it was')
  expect(await page.locator('#final-text').innerText()).toBe(other)
  await page.reload() // sends the form again
  expect(await eventsOf(url, 's-plain')).toMatchObject([
    { event: 'offered' },
    { event: 'accepted', suggestion_used: other },
  ])
  expect(complaints).toEqual([])
})

it('in the comparison group shows nothing and logs what was withheld', async () => {
  const served = await serveProduct(testFolder(), { coach: coachOf({ bucket: 'off' }) })
  onTestFinished(served.stop)
  const { url } = served
  const { page, complaints } = await open(url, 's-off')
  await ask(page)
  await title(page, 'Your draft goes out as it is')
  expect(await page.locator('#final-text').innerText()).toBe(DRAFT)
  expect(await page.locator('mark, #suggestion').count()).toBe(0)
  expect(await typesOf(url, 's-off')).toEqual(['withheld'])
  expect(await faultsHere(page, 'the comparison group', LOOKS)).toEqual([])
  expect(complaints).toEqual([])
})

it('counts a suggestion that nobody answers as unanswered, unless the clock is stopped', async () => {
  const served = await serveProduct(testFolder(), { decideWithinMs: 700 })
  onTestFinished(served.stop)
  const { url } = served
  const stopped = await open(url, 's-stopped')
  await ask(stopped.page)
  await press(stopped.page, 'Stop the clock')
  const { page, complaints } = await open(url, 's-late')
  await ask(page)
  await title(page, 'Not answered in time')
  expect(await page.locator('#final-text').innerText()).toBe(DRAFT)
  expect(await typesOf(url, 's-late')).toEqual(['offered', 'timeout'])
  expect(await stopped.page.locator('[data-clock]').innerText()).toBe('The clock is stopped')
  expect(await typesOf(url, 's-stopped')).toEqual(['offered'])
  await press(stopped.page, 'Start the clock')
  await title(stopped.page, 'Not answered in time')
  expect(complaints).toEqual([])
})

it('with the writer killed still suggests, and delivers the events by itself when it is back', async () => {
  const { url, children } = await ownProduct({ DATA_DIR: testFolder(), AB_TEST_BUCKET: 'on' })
  const { page } = await open(url, 's-killed')
  await page.getByLabel('What you would answer').fill(DRAFT)
  const [writer] = children('writer')
  process.kill(writer as number, 'SIGKILL')
  await press(page, 'Ask the coach')
  await title(page, 'Suggestion')
  await title(page, 'Not logged yet')
  expect(await page.getByRole('button', { name: 'Try again now' }).isVisible()).toBe(true)
  await press(page, 'Use')
  await title(page, 'Used as it was')
  await waitFor('both events', async () => (await typesOf(url, 's-killed')).length === 2)
  expect(await typesOf(url, 's-killed')).toEqual(['offered', 'accepted'])
  await page.getByRole('heading', { name: 'Not logged yet' }).waitFor({ state: 'detached' })
})

it('keeps what waits when the page is loaded anew, and what is typed while it tries again', async () => {
  const folder = testFolder()
  const port = await freePort()
  const writer = await serveWriter(folder, {}, port)
  const reports = await serveReports(folder, writer.url)
  onTestFinished(reports.stop)
  await writer.stop()
  const { page, complaints } = await open(reports.url, 's-waiting')
  await ask(page)
  await title(page, 'Not logged yet')
  await page.reload()
  await title(page, 'Not logged yet')
  await page.getByLabel('What you would answer').fill('Typed meanwhile')
  const back = await serveWriter(folder, {}, port)
  onTestFinished(back.stop)
  await press(page, 'Try again now')
  await page.locator('.logged').waitFor()
  expect(await page.getByLabel('What you would answer').inputValue()).toBe('Typed meanwhile')
  await published(reports.url, 1)
  expect(await typesOf(reports.url, 's-waiting')).toEqual(['offered'])
  expect(await page.evaluate('sessionStorage.getItem("desk-held")')).toBe('[]')
  expect(complaints).toEqual([])
})

it('keeps what is typed while the coach is still thinking', async () => {
  let answer = () => {}
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const coach = coachOf()
  const slow: Coach = { ...coach, suggest: (asked) => answered.then(() => coach.suggest(asked)) }
  const served = await serveProduct(testFolder(), { coach: slow })
  onTestFinished(served.stop)
  const { page, complaints } = await open(served.url, 's-slow')
  await ask(page)
  await page.locator('#desk[aria-busy]').waitFor()
  await page.getByLabel('What you would answer').fill('A better draft')
  answer()
  await title(page, 'Suggestion')
  expect(await page.getByLabel('What you would answer').inputValue()).toBe('A better draft')
  expect([await focused(page), complaints]).toEqual(['desk-agent_draft', []])
})

it('says on the page when the key that was logged in with may only read', async () => {
  const keys = [{ name: 'lead', secret: 'lead-lead-lead-lead', scopes: ['read'] }] as const
  const { app } = await productIn(testFolder(), { edge: { ...withoutKeys, keys } })
  const server = await listen(app.fetch, { host: '127.0.0.1', port: 0, log: silent })
  onTestFinished(() => server.drain())
  const { page } = await open(server.url, 's-lead', {
    httpCredentials: { username: 'lead', password: 'lead-lead-lead-lead' },
  })
  await ask(page)
  await title(page, 'This API key is for something else')
  expect(await page.getByLabel('What you would answer').inputValue()).toBe(DRAFT)
  expect(await page.title()).toBe('Live · Coach Effect')
})

it('says so when no answer comes, and keeps what was typed', async () => {
  const served = await serveProduct(testFolder())
  const { page } = await open(served.url, 's-gone')
  await served.stop()
  await ask(page)
  await page.getByText('No answer came.').waitFor()
  expect(await page.getByLabel('What you would answer').inputValue()).toBe(DRAFT)
})

it('has no fault in any state that axe, a narrow screen or the keyboard would show', async () => {
  const { url } = product()
  const { page, complaints } = await open(url, 's-states')
  const faults: string[] = []
  const look = async (state: string) => faults.push(...(await faultsHere(page, state, LOOKS)))
  await ask(page, `${DRAFT} ${'Calm down. '.repeat(40)}`)
  await title(page, 'Suggestion')
  await look('a suggestion')
  await page.getByLabel('What goes out instead').fill('')
  await press(page, 'Use the edited text')
  await page.getByText('the edited text must not be empty').waitFor()
  await look('an empty text')
  await press(page, 'Reject')
  await title(page, 'Turned down')
  await look('a choice')
  expect(faults).toEqual([])
  expect(complaints.filter((complaint) => !complaint.includes('422'))).toEqual([])
})

it('has no fault while events wait', async () => {
  const served = await serveReports(testFolder())
  onTestFinished(served.stop)
  const { page } = await open(served.url, 's-none')
  await ask(page)
  await title(page, 'Not logged yet')
  expect(await faultsHere(page, 'events that wait', LOOKS)).toEqual([])
})
