// What holds for every page, whatever it shows: how much travels, and that each link and form leads somewhere without a
// script.
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedFolder } from '../support/folder.ts'
import { openReports, openWriter } from '../support/in-process.ts'
import { type Address, addresses } from '../support/pages.ts'
import { sampleLog } from '../support/sample-log.ts'

const KB = 1_000
const DAYS = { seed: 5, events: 2_000, days: 12 }

const folder = sharedFolder()
let app: Awaited<ReturnType<typeof openReports>>['app']
let pages: readonly Address[]

beforeAll(async () => {
  pages = addresses(await sampleLog(folder, { ...DAYS, until: Date.now() }))
  const writer = await openWriter(folder)
  const reports = await openReports(folder)
  ;({ app } = reports)
  await reports.json('/events/stats', { 'X-Min-Seq': String(DAYS.events) })
  afterAll(async () => {
    await reports.close()
    await writer.stop()
  })
})

const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(path, { headers: { accept: 'text/html', ...headers } })
const html = async ({ path }: Address) => (await get(path)).text()

/** Bytes as they travel. */
async function weight(path: string): Promise<number> {
  const answer = await get(path, { 'accept-encoding': 'gzip, br' })
  expect([path, answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
    path,
    'gzip',
    expect.stringContaining('Accept-Encoding'),
  ])
  return (await answer.arrayBuffer()).byteLength
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

it('no page weighs more than 60 kB with all that it loads, nor its scripts more than htmx and 10 kB', async () => {
  const tooHeavy = []
  for (const page of pages) {
    const text = await html(page)
    const loaded = (tag: RegExp) => [...text.matchAll(tag)].map(([, path]) => path as string)
    const scripts = loaded(/<script[^>]* src="([^"]+)"/g)
    const others = loaded(/<link[^>]* rel="(?:stylesheet|icon)" href="([^"]+)"/g)
    expect([page.path, scripts.length > 2, others.length > 1]).toEqual([page.path, true, true])
    const own = scripts.filter((path) => !path.startsWith('/assets/htmx.js'))
    const all = sum(await Promise.all([page.path, ...scripts, ...others].map(weight)))
    const ours = sum(await Promise.all(own.map(weight)))
    if (all > 60 * KB || ours > 10 * KB) tooHeavy.push({ path: page.path, all, ours })
  }
  expect(tooHeavy).toEqual([])
})

it('is the same page however it travels, and does not travel again to who has it', async () => {
  const answers = await Promise.all(
    ['/reports', '/events', '/docs', '/problems'].map(async (path) => {
      const [plain, zipped] = [await get(path), await get(path, { 'accept-encoding': 'gzip' })]
      const etag = zipped.headers.get('etag') ?? ''
      const again = await get(path, { 'accept-encoding': 'gzip', 'if-none-match': etag })
      return {
        path,
        same: (await plain.text()) === String(gunzipSync(await zipped.arrayBuffer())),
        otherTag: plain.headers.get('etag') !== etag,
        again: [again.status, await again.text()],
      }
    }),
  )
  expect(answers).toEqual(
    ['/reports', '/events', '/docs', '/problems'].map((path) => ({
      path,
      same: true,
      otherTag: true,
      again: [304, ''],
    })),
  )
})

const attribute = (tag: string, name: string) =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&')

/** What differs between links to the same kind of place. */
const kindOf = ({ pathname, searchParams, hash }: URL) =>
  [pathname.replace(/\d+$/, 'N'), ...new Set(searchParams.keys()), hash.replace(/\d+$/, 'N')].join(' ')

/** The links of a page and what its forms send as they stand (where they can), one of each kind, as absolute URLs. */
function waysOn(text: string, from: string): URL[] {
  const links = [...text.matchAll(/<a\b[^>]*>/g)].map(([tag]) => attribute(tag, 'href'))
  const forms = [...text.matchAll(/<form\b[^>]*>.*?<\/form>/gs)]
    .filter(([form]) => !/^<form[^>]* method="post"| required=/.test(form))
    .map(([form]) => {
      const fields = [...form.matchAll(/<(?:input|select)\b[^>]*>/g)].map(([field]) => field)
      const sent = fields.flatMap((field) => {
        const name = attribute(field, 'name')
        return name === undefined ? [] : [[name, attribute(field, 'value') ?? ''] as [string, string]]
      })
      return `${attribute(form, 'action')}?${new URLSearchParams(sent)}`
    })
  const all = [...links, ...forms].map((href) => new URL(href ?? 'no-address', `http://here${from}`))
  return [...new Map(all.map((url) => [kindOf(url), url])).values()]
}

it('every link leads to what it names, and every form is answered, without a script', async () => {
  const seen = new Set<string>()
  const lost: string[] = []
  for (const page of pages)
    for (const url of waysOn(await html(page), page.path)) {
      const path = url.pathname + url.search
      if (seen.has(kindOf(url)) || path === page.path) continue
      seen.add(kindOf(url))
      const answer = await get(path)
      const part = url.hash.slice(1)
      const found = part === '' || (await answer.clone().text()).includes(` id="${part}"`)
      await answer.body?.cancel()
      if (answer.status >= 400 || !found) lost.push(`${path}${url.hash} on ${page.path} is ${answer.status}`)
    }
  // A chart that the page cannot draw is no JSON either.
  const chart = 'from=0900-01-01&bucket=on&event=offered'
  expect(lost).toEqual([
    `/analytics/timeseries?${chart}&compare=previous on /reports?bucket=on&event=offered&from=0900-01-01 is 400`,
  ])
  expect(seen.size).toBeGreaterThan(100)
})

it('a page links to parts of itself that are there', async () => {
  const missing = []
  for (const page of pages) {
    const text = await html(page)
    const parts = [...text.matchAll(/ href="#([^"]+)"/g)].map(([, part]) => part as string)
    missing.push(...parts.filter((part) => !text.includes(` id="${part}"`)).map((part) => [page.path, part]))
    expect([page.path, parts.includes('main')]).toEqual([page.path, true])
  }
  expect(missing).toEqual([])
})
