// What Prometheus is told: of every process, whichever instance is asked, and nothing that is not known.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { event, productIn } from '../support/in-process.ts'
import { type Product, startProduct } from '../support/product.ts'
import { waitFor } from '../support/wait-for.ts'

/** The samples of a text, by their names and labels as they stand there. */
const samplesOf = (text: string) =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
const scrape = async (url: string) => samplesOf(await (await fetch(`${url}/metrics`)).text())

const writer = '{process="writer",instance="1"}'

describe('a product with two report instances', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ DATA_DIR: sharedFolder(), REPORT_INSTANCES: '2' })
  })
  afterAll(() => product.stop())

  it('tells what the writer, each instance and the supervisor measured', async () => {
    const post = (body: unknown) =>
      fetch(`${product.url}/events/coach`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const known = event({ event_id: '7b0e1f0c-9f5c-4d4e-8f0a-2f6f3f1f9a11' })
    for (const body of [known, known, event(), { event: 'nonsense' }]) await post(body)
    await waitFor('the events to be published', async () => {
      const samples = await scrape(product.url)
      return samples[`coach_effect_unpublished_events${writer}`] === 0
    })
    for (let n = 0; n < 3; n += 1) await (await fetch(`${product.url}/reports`)).text()
    const samples = await scrape(product.url)
    expect({
      stored: samples[`coach_effect_events_stored_total${writer}`],
      repeated: samples[`coach_effect_events_repeated_total${writer}`],
      commits: samples[`coach_effect_commit_seconds_count${writer}`],
      refused: samples['coach_effect_refused_total{problem="invalid-event",process="writer",instance="1"}'],
      lastSeq: samples[`coach_effect_last_seq${writer}`],
      queued: samples[`coach_effect_queue_events${writer}`],
      up: ['writer', 'report', 'report'].map(
        (child, n) =>
          samples[
            `coach_effect_process_up{child="${child}",child_instance="${Math.max(1, n)}",process="supervisor",instance="1"}`
          ],
      ),
      snapshots: [1, 2].map((n) => samples[`coach_effect_snapshot_seq{process="report",instance="${n}"}`]),
    }).toEqual({
      ...{ stored: 2, repeated: 1, commits: 2, refused: 1, lastSeq: 2, queued: 0 },
      ...{ up: [1, 1, 1], snapshots: [2, 2] },
    })
    const pages = Object.entries(samples).filter(([name]) =>
      name.startsWith('coach_effect_answer_seconds_count{route="/reports",status="200"'),
    )
    expect(pages.reduce((sum, [, count]) => sum + count, 0)).toBe(3)
  })

  it('tells of the others while one process is paused', async () => {
    const [pid] = product.children('writer') as [number]
    process.kill(pid, 'SIGSTOP')
    try {
      const names = Object.keys(await scrape(product.url))
      expect(names.filter((name) => name.includes('process="writer"'))).toEqual([])
      expect(names).toContain('coach_effect_snapshot_seq{process="report",instance="2"}')
    } finally {
      process.kill(pid, 'SIGCONT')
    }
  })
})

it('counts what an instance refuses by its problem, and answers by address whatever their parameters', async () => {
  const told: unknown[] = []
  const { app, post } = await productIn(
    testFolder(),
    {},
    {
      observer: {
        answered: (route, status) => told.push([route, status]),
        refused: (problem) => told.push(problem),
        looked() {},
      },
    },
  )
  await post(event())
  await app.request('/events/1', { headers: { 'X-Min-Seq': '1' } })
  await app.request('/events/999')
  await app.request('/events/one')
  await app.request('/analytics/summary?from=x')
  expect(told).toEqual([
    ...[['/events/:seq', 200]],
    ...['not-found', ['/events/:seq', 404]],
    ...['not-found', ['other', 404]],
    ...['invalid-parameter', ['/analytics/summary', 400]],
  ])
})
