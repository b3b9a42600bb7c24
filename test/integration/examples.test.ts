// Examples of drafts and what was sent instead: which ones, in what order, masked, on the page as in JSON.
import { describe, expect, it } from 'vitest'
import type { Examples } from '../../functions/report/examples/examples.ts'
import { testFolder } from '../support/folder.ts'
import { event, productIn, reportsIn } from '../support/in-process.ts'

async function withExamples() {
  const product = await productIn()
  const offer = (suggestion_id: string, outcome: string, changes: Record<string, unknown> = {}) => [
    event({ suggestion_id, agent_id: 'anna', ...changes }),
    event({
      suggestion_id,
      event: outcome,
      policy_refs: [],
      agent_draft: `draft ${suggestion_id}`,
      ...changes,
    }),
  ]
  await product.post(
    ...offer('a', 'accepted', { suggestion_used: 'used a' }),
    ...offer('b', 'edited', { suggestion_used: 'used b', ab_test_bucket: 'off', policy_refs: ['TONE'] }),
    ...offer('c', 'rejected', { agent_id: 'ben' }),
    ...offer('d', 'timeout', { session_id: 's-2' }),
    ...offer('e', 'accepted'),
    event({ suggestion_id: 'a', event: 'edited', suggestion_used: 'too late' }),
    event({ suggestion_id: 'z', event: 'accepted', suggestion_used: 'no offer' }),
    event({ event: 'withheld' }),
  )
  await product.json('/events/stats', { 'X-Min-Seq': '13' })
  const found = async (query: string) =>
    (await product.json(`/analytics/examples?${query}`)) as unknown as Examples
  return { ...product, found }
}

describe('examples', () => {
  it('are the first outcomes of offers that the filters let through, newest first', async () => {
    const { app, found } = await withExamples()
    for (const [query, seqs] of [
      ['', [10, 4, 2]],
      ['example_outcome=edited', [4]],
      ['example_outcome=rejected', [6]],
      ['example_outcome=timeout', [8]],
      ['policy=TONE', [4]],
      ['policy=ADV-6.2&example_outcome=accepted', [10, 2]],
      ['bucket=off', [4]],
      ['agent_id=ben&example_outcome=rejected', [6]],
      ['session_id=s-2', []],
      ['event=offered', [10, 4, 2]],
      ['event=edited', [4]],
      ['event=withheld', []],
      ['to=2020-01-01', []],
      ['from=2020-01-01&limit=2', [10, 4]],
      ['limit=2&before=10', [4, 2]],
    ] as const) {
      const { examples } = await found(query)
      expect([query, examples.map(({ seq }) => seq)]).toEqual([query, seqs])
      if (/limit|before/.test(query)) continue
      const page = await (await app.request(`/reports?${query}`)).text()
      const onPage = (pattern: RegExp) => [...page.matchAll(pattern)].map(([, seq]) => Number(seq))
      expect([query, onPage(/<li id="example-(\d+)"/g)]).toEqual([query, seqs])
      expect(onPage(/class="figure" href="\/events\/(\d+)"/g)).toEqual(seqs)
    }
  })

  it('are paged by seq, each once', async () => {
    const { found } = await withExamples()
    const first = await found('limit=2')
    const second = await found(`limit=2&before=${first.next_before}`)
    expect([...first.examples, ...second.examples].map(({ seq }) => seq)).toEqual([10, 4, 2])
    expect(second.next_before).toBe(null)
  })

  it('say what was sent, or that it is not known, and what changed; personal data is masked before', async () => {
    const { post, json, found } = await withExamples()
    const draft = 'Mail jo@example.com or call 555-123-4567: we guarantee it.'
    await post(
      event({ suggestion_id: 'p', agent_draft: draft }),
      event({
        suggestion_id: 'p',
        event: 'edited',
        agent_draft: draft,
        suggestion_used: 'Mail ann@example.com or call 555-765-4321: we expect it.',
      }),
    )
    await json('/events/stats', { 'X-Min-Seq': '15' })
    const { examples } = await found('limit=2')
    expect(examples).toEqual([
      {
        seq: 15,
        ts: expect.any(String),
        outcome: 'edited',
        offer_seq: 14,
        agent_id: null,
        policies: ['ADV-6.2'],
        draft: 'Mail [EMAIL] or call [PHONE]: we guarantee it.',
        final: 'Mail [EMAIL] or call [PHONE]: we expect it.',
        changes: [
          { kind: 'same', text: 'Mail [EMAIL] or call [PHONE]: we' },
          { kind: 'removed', text: ' guarantee' },
          { kind: 'added', text: ' expect' },
          { kind: 'same', text: ' it.' },
        ],
      },
      expect.objectContaining({ seq: 10, final: null, changes: [{ kind: 'same', text: 'draft e' }] }),
    ])
    const [rejected] = (await found('example_outcome=rejected')).examples
    expect([rejected?.draft, rejected?.final]).toEqual(['draft c', 'draft c'])
  })

  it('of an outcome that there is none of are refused by name, in JSON, on the page and by its stream', async () => {
    const { app } = await reportsIn(testFolder())
    for (const path of ['/analytics/examples', '/reports', '/reports/stream']) {
      const answer = await app.request(`${path}?example_outcome=offered`)
      const { status, errors } = (await answer.json()) as { status: number; errors: unknown }
      expect({ status, errors }).toEqual({
        status: 400,
        errors: [
          {
            path: 'example_outcome',
            message: 'example_outcome must be one of accepted, edited, rejected, timeout',
          },
        ],
      })
    }
  })

  it('keep their outcome in the links of the page, in its form and when empty fields are taken away', async () => {
    const { app } = await withExamples()
    const page = await (await app.request('/reports?example_outcome=edited&bucket=off')).text()
    expect(page).toContain('<input type="hidden" name="example_outcome" value="edited"/>')
    expect(page).toContain('class="chip" href="/reports?example_outcome=edited"')
    expect(page).toContain('href="/reports?bucket=off&amp;example_outcome=rejected#block-examples"')
    expect(page).toContain('/reports/stream?seen=')
    expect(page.match(/hx-sse:connect="[^"]*"/)?.[0]).toContain('&amp;bucket=off&amp;example_outcome=edited')
    const answer = await app.request('/reports?example_outcome=edited&bucket=')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/reports?example_outcome=edited'])
  })
})
