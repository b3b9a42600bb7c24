// The filters of the reports page as people use them: by keyboard, without scripts, while events arrive.
import { beforeAll, expect, it } from 'vitest'
import { sharedBrowser, visit } from '../support/browser.ts'
import { waitFor } from '../support/wait-for.ts'
import { post, published, sharedProduct } from './product.ts'

const browser = sharedBrowser()
const product = sharedProduct()

beforeAll(async () => {
  const { url } = product()
  await post(url, { agent_id: 'a-1', suggestion_id: 'o-1' })
  await post(url, { agent_id: 'a-1', suggestion_id: 'o-1', event: 'rejected' })
  await post(url, { agent_id: 'a-2', ab_test_bucket: 'off', policy_refs: ['TONE'] })
  await published(url, await post(url, { agent_id: 'a-2' }))
})

const open = (path: string, options?: Parameters<typeof visit>[2]) =>
  visit(browser(), `${product().url}${path}`, options)
type Page = Awaited<ReturnType<typeof open>>['page']

const shown = (page: Page) => page.locator('.shown').innerText()
/** Resolves when the page says that it shows this. */
const says = (page: Page, words: string | RegExp) => page.locator('.shown', { hasText: words }).waitFor()
const events = async (page: Page) => Number(await page.locator('#tile-events .tile-value').innerText())
const pathOf = (page: Page) => page.url().replace(product().url, '')

it('can be set by keyboard alone on a narrow screen: the form unfolds, and Enter applies it', async () => {
  const { page, complaints } = await open('/reports?bucket=on', { viewport: { width: 320, height: 640 } })
  await page.locator('.chip').last().focus()
  const name = () =>
    page.evaluate<string>('document.activeElement.name ?? document.activeElement.textContent')
  const tabTo = async (wanted: string) => {
    for (let n = 0; n < 40 && (await name()) !== wanted; n += 1) await page.keyboard.press('Tab')
    expect(await name()).toBe(wanted)
  }
  await tabTo('Choose a period and filters')
  await page.keyboard.press('Enter')
  await tabTo('event')
  await page.keyboard.type('off')
  await tabTo('agent_id')
  await page.keyboard.type('a-2')
  await Promise.all([page.waitForURL('**agent_id**'), page.keyboard.press('Enter')])
  expect(pathOf(page)).toBe('/reports?bucket=on&event=offered&agent_id=a-2')
  expect(await shown(page)).toBe('First event to now, UTC, bucket on, event offered, agent a-2')
  expect(await events(page)).toBe(1)
  // A page that is left ends its stream.
  expect(complaints.filter((one) => !/\/reports\/stream.* net::ERR_ABORTED$/.test(one))).toEqual([])
})

it.each([true, false])(
  'work as a form and as links, with JavaScript on or off: %s',
  async (javaScriptEnabled) => {
    const { page } = await open('/reports', { javaScriptEnabled })
    await page.getByLabel('Bucket').selectOption('on')
    await page.getByLabel('From', { exact: true }).fill('2020-01-01T09:30')
    await page.getByLabel('Time zone').fill('Europe/Berlin')
    await page.getByRole('button', { name: 'Apply' }).click()
    await says(page, '1 Jan 2020, 09:30 to now, Europe/Berlin, bucket on')
    expect(pathOf(page)).toBe('/reports?from=2020-01-01T09%3A30&tz=Europe%2FBerlin&bucket=on')
    expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe('2020-01-01T09:30')
    expect(await events(page)).toBe(3)

    await page.getByRole('link', { name: 'Today' }).click()
    await says(page, /^\d+ \w+ \d{4}, 00:00 to now, Europe\/Berlin, bucket on$/)
    expect(await page.locator('#filters .ranges [aria-current]').allInnerTexts()).toEqual(['Today'])
    await page.getByRole('link', { name: 'Remove bucket on' }).click()
    await says(page, /^\d+ \w+ \d{4}, 00:00 to now, Europe\/Berlin$/)
    await page.getByRole('link', { name: 'Clear all' }).click()
    await says(page, 'First event to now, UTC')
    expect(pathOf(page)).toBe('/reports')
  },
)

it('stay as they are while events arrive, and so does a form that is half filled in', async () => {
  const { url } = product()
  const { page, blocks, complaints } = await open('/reports?agent_id=a-9')
  await page.getByLabel('Session').pressSequentially('half of i')
  await page.evaluate(`
    window.touched = 0
    new MutationObserver((records) => { touched += records.length }).observe(
      document.querySelector('#filters'), { subtree: true, childList: true, characterData: true, attributes: true })`)
  await post(url, { agent_id: 'a-8', session_id: 'not-asked-for' })
  const seq = await post(url, { agent_id: 'a-9', session_id: 'asked-for' })
  await waitFor('the event', async () => (await blocks())['block-newest']?.includes('asked-for'))
  await waitFor('its number', async () =>
    (await blocks())['block-freshness']?.includes(`As of event ${seq},`),
  )
  expect((await blocks())['block-newest']).not.toContain('not-asked-for')
  expect(await events(page)).toBe(1)
  expect(await page.evaluate(`[touched, document.activeElement.name, document.activeElement.value]`)).toEqual(
    [0, 'session_id', 'half of i'],
  )
  expect(complaints).toEqual([])
})

it('have a key each, which waits while something is typed, takes no modifier and can be switched off for good', async () => {
  const { page } = await open('/reports?bucket=on')
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await page.getByLabel('Session').focus()
  await press('t', '7')
  expect([pathOf(page), await page.getByLabel('Session').inputValue()]).toEqual(['/reports?bucket=on', 't7'])
  await page.locator('#main').focus()
  await press('Control+7', 'Alt+7', '?')
  expect(pathOf(page)).toBe('/reports?bucket=on')
  expect(await page.locator('#shortcuts dl').innerText()).toBe(
    ['t', 'Today', '1', '24 h', '7', '7 d', '3', '30 d', 'a', 'All', '?', 'This list'].join('\n'),
  )
  await Promise.all([page.waitForURL('**from=*'), press('7')])
  await page.locator('#filters .ranges [aria-current]', { hasText: '7 d' }).waitFor()

  // The list is open still: a range changes what is shown, not what the reader opened.
  await page.getByLabel('Shortcuts are on').uncheck()
  await page.reload()
  await press('?', 'a')
  expect(await page.locator('#shortcuts[open]').count()).toBe(0)
  expect(pathOf(page)).toContain('from=')
  await page.locator('#shortcuts > summary').click()
  await page.getByLabel('Shortcuts are on').check()
  await page.locator('#main').focus()
  await Promise.all([page.waitForURL('**/reports?bucket=on'), press('a')])
})

it('offer no pause and no switch of shortcuts without scripts, but the list', async () => {
  const { page } = await open('/reports', { javaScriptEnabled: false })
  await page.locator('#shortcuts > summary').click()
  expect([
    await page.locator('.pause').isVisible(),
    await page.locator('#shortcuts-on').isVisible(),
    await page.locator('#shortcuts noscript').innerText(),
  ]).toEqual([false, false, 'They take JavaScript, which is off. The links above do the same.'])
})
