// The reports page while there is no writer, or nothing yet to report: what it says, and that it recovers by itself.
import { expect, it, onTestFinished } from 'vitest'
import { sharedBrowser, visit } from '../support/browser.ts'
import { testFolder } from '../support/folder.ts'
import { freePort } from '../support/free-port.ts'
import { serveWriter } from '../support/in-process.ts'
import { ownProduct } from '../support/own-product.ts'
import { serveReports } from '../support/served.ts'
import { waitFor } from '../support/wait-for.ts'
import { post, published } from './product.ts'

const browser = sharedBrowser()

/** What is served until the test is over, unless the test stops it itself. */
async function ownPart<T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const part = await starting
  onTestFinished(() => part.stop())
  return part
}

async function openPage(url: string) {
  const opened = await visit(browser(), `${url}/reports`)
  await opened.page.evaluate('window.sameDocument = true')
  const says = (what: string, text: string | RegExp, block = 'block-freshness') =>
    waitFor(what, async () => (await opened.blocks())[block]?.match(text)?.[0])
  return {
    ...opened,
    says,
    reloaded: async () => !(await opened.page.evaluate('window.sameDocument === true')),
  }
}

it('says since when the writer is down, goes on showing figures, and says when it is back', async () => {
  const folder = testFolder()
  const port = await freePort()
  const writer = await ownPart(serveWriter(folder, {}, port))
  const { url, stop } = await ownPart(serveReports(folder, writer.url))
  await published(url, await post(writer.url))
  const { page, blocks, says, reloaded, complaints } = await openPage(url)
  await says('the writer to be up', 'The writer is up')
  const figures = (await blocks())['block-totals']

  const stoppedAt = new Date().toISOString()
  await writer.stop()
  const time = String.raw`\d\d:\d\d:\d\d`
  const down = `The writer is down since ${time}; the figures are those of ${time} and new events are refused until it is back`
  await says('the writer to be down', new RegExp(down))
  const since = await page.locator('.writer time').first().getAttribute('datetime')
  const moments = [stoppedAt, since, new Date().toISOString()]
  expect(moments).toEqual(moments.toSorted())
  expect((await blocks())['block-totals']).toBe(figures)
  expect((await fetch(`${url}/events/coach`, { method: 'POST', body: '{}' })).status).toBe(503)

  const back = await ownPart(serveWriter(folder, {}, port))
  await says('the writer to be back', 'The writer is up')
  await post(back.url, { session_id: 'after-the-break' })
  await says('the new event', 'after-the-break', 'block-newest')
  expect({ reloaded: await reloaded(), complaints }).toEqual({ reloaded: false, complaints: [] })

  const shown = await page.locator('.as-of time').innerText()
  await stop()
  await says('nothing to answer any more', `Not connected, trying again: figures are from ${shown}`)
})

it('says what to do while nothing was ever published, and shows the figures when the first event comes', async () => {
  const folder = testFolder()
  const { url } = await ownPart(serveReports(folder))
  const { blocks, says, reloaded, complaints } = await openPage(url)
  const { 'block-start': start, ...others } = await blocks()
  expect(start?.split('\n').filter((line) => /initialised|Start|npm|Post|Or fill/.test(line))).toEqual([
    'Database not initialised yet',
    'Start the writer: it creates the database. If it runs elsewhere, let PUBLISHED_DIR name the folder that it publishes to.',
    'npm start',
    'Post a first event.',
    'Or fill it with believable sample events.',
    `npm run seed -- --events 500 --url ${new URL(url).origin}`,
  ])
  expect(others).toEqual({
    'block-freshness': others['block-freshness'],
    'block-nothing': '',
    'block-totals': '',
    'block-experiment': '',
    'block-over-time': '',
    'block-decisions': '',
    'block-event-types': '',
    'block-latency': '',
    'block-policies': '',
    'block-examples': '',
    'block-newest': '',
  })
  expect(others['block-freshness']).toContain('No event published yet')

  const writer = await ownPart(serveWriter(folder))
  await waitFor(
    'the first step to be done',
    async () => !(await blocks())['block-start']?.includes('npm start'),
  )
  await post(writer.url, { session_id: 'the-first' })
  await says('the first event', 'the-first', 'block-newest')
  expect((await blocks())['block-start']).toBe('')
  expect({ reloaded: await reloaded(), complaints }).toEqual({ reloaded: false, complaints: [] })
})

it('asks for a first event after a fresh start, and replaces the question by figures', async () => {
  const { url } = await ownProduct({ DATA_DIR: testFolder() })
  const { blocks, says, reloaded, complaints } = await openPage(url)
  const start = (await blocks())['block-start']
  expect(start).toMatch(/^Database not initialised yet\n/)
  expect(start).not.toContain('npm start')
  await post(url, { session_id: 'the-first' })
  await says('the first event', 'the-first', 'block-newest')
  expect((await blocks())['block-start']).toBe('')
  expect({ reloaded: await reloaded(), complaints }).toEqual({ reloaded: false, complaints: [] })
})
