// What a real browser lets people and pages do: log in with a key, read and post from another origin, send beacons.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { Edge } from '../../functions/edge/entrance.ts'
import { listen } from '../../functions/local/http-server.ts'
import { sharedBrowser, visit } from '../support/browser.ts'
import { testFolder } from '../support/folder.ts'
import { event, productIn, silent, withoutKeys } from '../support/in-process.ts'
import { waitFor } from '../support/wait-for.ts'

const browser = sharedBrowser()
const body = JSON.stringify(event())

/** The product on a port; `posts` has the status of every POST, those of beacons too, which no page can read. */
async function served(edge: Edge) {
  const { app } = await productIn(testFolder(), { edge })
  const posts: number[] = []
  const server = await listen(
    async (request) => {
      const answer = await app.fetch(request)
      if (request.method === 'POST') posts.push(answer.status)
      return answer
    },
    { host: '127.0.0.1', port: 0, log: silent },
  )
  onTestFinished(() => server.drain())
  const posted = async (count: number) => {
    await waitFor(`${count} posts`, () => posts.length === count)
    return posts
  }
  return { url: server.url, posted }
}

/** An empty page of an origin of its own. */
async function otherOrigin(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>elsewhere</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const beaconTo = (url: string) => `navigator.sendBeacon('${url}/events/coach', ${JSON.stringify(body)})`
const postTo = (url: string) => `fetch('${url}/events/coach', { method: 'POST', keepalive: true,
  headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} })
  .then((answer) => answer.status).catch((error) => error.name)`
const readFrom = (url: string) => `fetch('${url}/analytics/summary', { headers: { 'x-min-seq': '2' } })
  .then(async (answer) => [answer.status, answer.headers.get('x-as-of-seq'), (await answer.json()).total_events])
  .catch((error) => error.name)`

it('a page of a listed origin reads, posts and sends beacons; one of another origin does nothing of it', async () => {
  const [listed, other] = [await otherOrigin(), await otherOrigin()]
  const { url, posted } = await served({ ...withoutKeys, origins: [listed] })
  const { page: stranger } = await visit(browser(), other)
  await stranger.evaluate(beaconTo(url))
  expect(await posted(1)).toEqual([403])
  expect([await stranger.evaluate(postTo(url)), await stranger.evaluate(readFrom(url))]).toEqual([
    'TypeError',
    'TypeError',
  ])
  const { page: friend } = await visit(browser(), listed)
  await friend.evaluate(beaconTo(url))
  expect(await posted(2)).toEqual([403, 200])
  expect([await friend.evaluate(postTo(url)), await friend.evaluate(readFrom(url))]).toEqual([
    200,
    [200, '2', 2],
  ])
  expect(await posted(3)).toEqual([403, 200, 200])
})

it('a person logs in with a key’s name and secret and the page follows the log; from elsewhere that login posts nothing', async () => {
  const { url, posted } = await served({
    ...withoutKeys,
    keys: [{ name: 'lead', secret: 'lead-lead-lead-lead', scopes: ['write', 'read'] }],
  })
  const post = () =>
    fetch(`${url}/events/coach`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer lead-lead-lead-lead' },
      body,
    })
  await post()
  const { page, blocks, complaints } = await visit(browser(), `${url}/reports`, {
    httpCredentials: { username: 'lead', password: 'lead-lead-lead-lead' },
  })
  const shows = (seq: number) =>
    waitFor(`event ${seq} on the page`, async () =>
      (await blocks())['block-freshness']?.includes(`As of event ${seq},`),
    )
  await shows(1)
  await post()
  await shows(2)
  expect(complaints).toEqual([])
  await page.goto(await otherOrigin())
  await page.evaluate(beaconTo(url))
  expect(await posted(3)).toEqual([200, 200, 401])
})
