// The report as a file: the page's own figures with the JSON answers inside, nothing that it would have to load, whatever
// the texts say; over HTTP and by `npm run report`.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { reportCommand } from '../../functions/cli/report-command.ts'
import { SHIPPED_POLICIES } from '../../functions/coach/policies/shipped.ts'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { event, openReports, openWriter, paths, postTo, reportsIn } from '../support/in-process.ts'
import { runToEnd } from '../support/product.ts'
import { runHere } from '../support/run-here.ts'
import { waitFor } from '../support/wait-for.ts'

const HOSTILE =
  '</script><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)> \u2028 ]]> <!-- {{'
const NOW = Date.parse('2026-07-10T12:00:00Z')

const folder = sharedFolder()
let seq = 0

beforeAll(async () => {
  let at = NOW - 9 * 3_600_000
  const writer = await openWriter(folder, {
    clock: () => {
      at += 60_000
      return at
    },
  })
  for (const sent of [
    event({
      session_id: 's-1',
      suggestion_id: '1',
      agent_id: 'anna',
      policy_refs: ['TONE', HOSTILE.slice(0, 90)],
    }),
    event({ session_id: 's-1', suggestion_id: '1', event: 'edited', suggestion_used: HOSTILE }),
    event({ session_id: 's-2', ab_test_bucket: 'off', event: 'withheld', agent_draft: HOSTILE }),
    event({ session_id: 's-3', policy_refs: [] }),
    event({ session_id: 's-3', event: 'rejected' }),
  ])
    expect((await postTo(writer.app, sent)).status).toBe(200)
  seq = 5
  const reports = await openReports(folder)
  await waitFor('all to be published', async () => (await reports.json('/events/stats')).as_of?.seq === seq)
  await reports.close()
  await writer.stop()
})

const clocked = () => reportsIn(folder, 'none', {}, undefined, () => NOW)

/** The data inside a file, by address. */
const dataIn = (html: string) =>
  JSON.parse(/id="report-data">(.*?)<\/script>/s.exec(html)?.[1] ?? 'null') as Record<string, unknown>

describe('the report as a file', () => {
  it.each([
    '',
    'policy=TONE',
    'from=2026-07-10&tz=Europe/Berlin',
    'from=2026-07-10T03:00:00Z&to=2026-07-10T03:04:00Z&compare=none',
    'agent_id=anna&example_outcome=edited',
    'session_id=nobody',
  ])('holds what the JSON addresses answer for the same question: %s', async (query) => {
    const { app, json } = await clocked()
    const html = await (await app.request(`/reports.html?${query}`)).text()
    const data = dataIn(html)
    expect(Object.keys(data).map((address) => address.split('?')[0])).toEqual([
      '/analytics/summary',
      '/analytics/timeseries',
      '/analytics/latency',
      '/analytics/policies',
      '/analytics/decisions',
      '/analytics/examples',
      '/events/recent',
      ...(query.startsWith('session_id') ? [] : ['/analytics/experiment']),
    ])
    for (const [address, answer] of Object.entries(data)) expect(answer).toEqual(await json(address))
  })

  it('shows the blocks of the page, word for word', async () => {
    const { app } = await clocked()
    const blocksIn = async (path: string) =>
      [
        ...(await (await app.request(path)).text()).matchAll(
          /<section id="(block-[a-z-]+)".*?<\/section>(?=<section id="block|<\/div>)/gs,
        ),
      ]
        .map(([section, id]) => [id, section] as const)
        .filter(([id]) => id !== 'block-freshness' && id !== 'block-start')
    /** A file asks for nothing: how a page's links bring its parts is left out. */
    const asInFile = ([id, section]: readonly [string | undefined, string]) =>
      [id, section.replaceAll(/ hx-boost:inherited="[^"]*"/g, '')] as const
    const page = await blocksIn('/reports?policy=TONE')
    expect(page.length).toBeGreaterThan(8)
    expect(await blocksIn('/reports.html?policy=TONE')).toEqual(page.map(asInFile))
  })

  it('is a file to keep, named by its question and the event it stands at', async () => {
    const { app } = await clocked()
    const answer = await app.request('/reports.html?policy=A/b%20c&tz=Asia/Tokyo&from=2026-07-01')
    expect([
      answer.status,
      answer.headers.get('content-disposition'),
      answer.headers.get('x-as-of-seq'),
    ]).toEqual([
      200,
      'attachment; filename="coach-effect_2026-07-01_2026-07-10_policy-A-b-c_seq-5.html"',
      '5',
    ])
    const again = { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } }
    expect(
      (await app.request('/reports.html?policy=A/b%20c&tz=Asia/Tokyo&from=2026-07-01', again)).status,
    ).toBe(304)
  })

  it('needs nothing from anywhere, and is harmless whatever was written into it', async () => {
    const { app } = await clocked()
    const html = await (await app.request('/reports.html')).text()
    const loads = [...html.matchAll(/<(script|link|img|iframe|style|base|form|object)\b[^>]*>/g)].map(
      ([tag]) => tag.replace(/(data:[a-z+/]+;base64,)[^"]*/g, '$1'),
    )
    expect(loads).toEqual([
      '<base href="http://localhost/"/>',
      '<link rel="icon" href="data:image/svg+xml;base64,"/>',
      '<style>',
      '<img src="data:image/svg+xml;base64," alt="" width="22" height="22"/>',
      '<script type="application/json" id="report-data">',
    ])
    expect(html).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-`)
    expect(html.match(/url\(|@import|hx-|<script/g)).toEqual(['<script'])
  })

  it('is refused with what is wrong, and while nothing is published', async () => {
    const { app } = await clocked()
    expect((await app.request('/reports.html?from=yesterday')).status).toBe(400)
    const nothing = await reportsIn(testFolder())
    expect((await nothing.app.request('/reports.html')).status).toBe(503)
  })
})

describe('npm run report', () => {
  const settings = () => ({
    ...paths(folder),
    policiesFile: SHIPPED_POLICIES,
    host: '127.0.0.1',
    port: 8000,
    timeZone: 'UTC',
    clock: () => NOW,
  })
  const report = (...args: string[]) => runHere((streams) => reportCommand(args, { ...settings(), streams }))

  it('writes the same file from what is published, under its own name in a folder or under a given one', async () => {
    const out = testFolder()
    const { app } = await clocked()
    const answer = await app.request('http://127.0.0.1:8000/reports.html?policy=TONE')
    const name = 'coach-effect_all_2026-07-10_policy-TONE_seq-5.html'
    expect(await report('--out', out, 'policy=TONE')).toEqual({
      code: 0,
      output: `${join(out, name)}: as of event 5\n`,
      errors: '',
    })
    await report('--out', join(out, 'weekly.html'), 'policy=TONE')
    expect(readdirSync(out).sort()).toEqual([name, 'weekly.html'])
    const served = await answer.text()
    expect([readFileSync(join(out, name), 'utf8'), readFileSync(join(out, 'weekly.html'), 'utf8')]).toEqual([
      served,
      served,
    ])
    expect((await report('--out', '-', 'policy=TONE')).output).toBe(`${served}\n`)
  })

  it.each([
    [['from=yesterday'], 2, 'from must be a date (2026-07-01) or an RFC 3339 time (2026-07-01T09:00:00Z)\n'],
    [['--url', 'ftp://x'], 2, '--url must be an http(s) URL\n'],
    [['--pages'], 2, expect.stringMatching(/^Usage: npm run report/)],
    [['--out', '/nowhere/at/all.html'], 1, expect.stringMatching(/^The report could not be written: ENOENT/)],
  ])('says why it wrote nothing: %j', async (args, code, errors) => {
    expect(await report(...args)).toEqual({ code, output: '', errors })
  })

  it('runs as a process, and says so where nothing is published', async () => {
    const empty = testFolder()
    mkdirSync(join(empty, 'out'))
    expect(
      await runToEnd({ DATA_DIR: empty }, ['functions/cli/report.ts', '--out', join(empty, 'out')]),
    ).toEqual({
      code: 1,
      output: '',
      errors: expect.stringMatching(/^Database not initialised yet\. /),
    })
    expect(readdirSync(join(empty, 'out'))).toEqual([])
  })
})
