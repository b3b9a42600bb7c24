// The pages of events over real published files: the list, a session's timeline, one event in full.
import { describe, expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { event, productIn, reportsIn, type Sent } from '../support/in-process.ts'

type App = Awaited<ReturnType<typeof reportsIn>>['app']

const asBrowser = { headers: { accept: 'text/html' } }
const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')
const seqsIn = (html: string) => [...html.matchAll(/<tr id="event-(\d+)"/g)].map(([, seq]) => Number(seq))
const linkOf = (html: string, words: string) =>
  new RegExp(`<a href="([^"]*)"[^>]*>${words}</a>`).exec(html)?.[1]?.replaceAll('&amp;', '&')

async function productOf() {
  const product = await productIn()
  const html = async (path: string) => (await product.app.request(path, asBrowser)).text()
  return { ...product, html }
}

/** A product whose reports hold these events. */
async function holding(...events: Sent[]) {
  const product = await productOf()
  await product.post(...events)
  await product.json('/events/stats', { 'X-Min-Seq': String(events.length) })
  return product
}

/** Follows the links to older events from a page on. */
async function everyPage(app: App, from: string): Promise<string[]> {
  const html = await (await app.request(from)).text()
  const older = linkOf(html, 'Older events')
  return [html, ...(older === undefined ? [] : await everyPage(app, older))]
}

const MIXED = [
  event({ session_id: 's-1', agent_id: 'a-1', policy_refs: ['TONE', 'TONE', 'ADV-6.2'] }),
  event({ session_id: 's-1', agent_id: 'a-1', event: 'edited', suggestion_used: 'It depends.' }),
  event({ session_id: 's-2', agent_id: 'a-2', ab_test_bucket: 'off' }),
  event({ session_id: 's-2', agent_id: 'a-2', ab_test_bucket: 'off', event: 'rejected' }),
  event({ session_id: 's-3', agent_id: 'a-1', event: 'withheld', policy_refs: ['TONE'] }),
  event({ session_id: 's-3', agent_id: 'a-1', policy_refs: [] }),
  event({ session_id: 's-3', agent_id: 'a-1', event: 'accepted', policy_refs: ['TONE'] }),
]

describe('the list', () => {
  it('pages through exactly the rows that its filters let through, counts them, and exports them', async () => {
    const { app, json } = await holding(...MIXED)
    for (const query of [
      '',
      'bucket=on',
      'policy=TONE',
      'bucket=off&policy=ADV-6.2',
      'event=offered',
      'event=accepted&policy=TONE',
      'agent_id=a-1&from=2020-01-01&tz=Europe/Berlin',
      'agent_id=a-1&policy=TONE',
      'session_id=s-3',
    ]) {
      const recent = (await json(`/events/recent?${query}`)) as unknown as { events: { seq: number }[] }
      const wanted = recent.events.map(({ seq }) => seq)
      const pages = await everyPage(app, `/events?limit=2&${query}`)
      expect(pages.flatMap(seqsIn), query).toEqual(wanted)
      expect(Math.max(...pages.map((page) => seqsIn(page).length)), query).toBe(Math.min(2, wanted.length))
      // A count that only the rows could tell is left out, but never another one.
      const counts = pages.map((page) => / of (\d+) events?</.exec(page)?.[1]).filter(Boolean)
      const known = !/session_id|agent_id.*policy/.test(query) && wanted.length > 2
      expect(new Set(counts), query).toEqual(new Set(known ? [String(wanted.length)] : []))
      const exported = await (await app.request(linkOf(pages[0] ?? '', 'NDJSON') ?? '')).text()
      const lines = exported
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).seq as number)
      expect(lines.toReversed(), query).toEqual(wanted)
    }
  })

  it('leads back to the newest events, and keeps filters and limit on the way', async () => {
    const { html } = await holding(...MIXED)
    const page = await html('/events?bucket=on&limit=2&before=5')
    expect([seqsIn(page), linkOf(page, 'Newest events'), linkOf(page, 'Older events')]).toEqual([
      [2, 1],
      '/events?bucket=on&limit=2',
      undefined,
    ])
    expect(page).toContain(
      '<form action="/events" autocomplete="off"><input type="hidden" name="limit" value="2"/>',
    )
  })

  it('says of nothing why there is nothing', async () => {
    const { html } = await holding(event())
    const empty = await reportsIn(testFolder())
    const said = {
      filtered: text(await html('/events?session_id=nobody')),
      older: text(await html('/events?before=1')),
      never: text(await (await empty.app.request('/events')).text()),
    }
    expect(said.filtered).toContain('No event passes these filters.')
    expect(said.older).toContain('No event before event 1 .')
    expect(said.never).toContain('Database not initialised yet A link to the first events appears above')
    expect(said.never).not.toMatch(/No event passes|0 events/)
  })

  it('leaves empty fields of the form out of its address', async () => {
    const { app } = await reportsIn(testFolder())
    const answer = await app.request('/events?limit=20&from=&bucket=on&before=&session_id=')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/events?bucket=on&limit=20'])
  })

  it('tells an open page how many newer events there are that its filters let through', async () => {
    const { html, app, post } = await holding(...MIXED)
    const stream = /hx-sse:connect="([^"]*)"/.exec(await html('/events?bucket=off&limit=2'))?.[1] ?? ''
    const answer = await app.request(stream.replaceAll('&amp;', '&'))
    await post(event({ ab_test_bucket: 'off' }), event(), event({ ab_test_bucket: 'off' }))
    let heard = ''
    for await (const part of answer.body as ReadableStream<Uint8Array>) {
      heard += Buffer.from(part).toString()
      if (heard.includes('2 newer events')) break
    }
    expect(heard).toContain('hx-target="#block-newer"')
    expect(heard).toContain('<a href="/events?bucket=off&amp;limit=2">2 newer events</a>')
    expect(heard).not.toContain('<tr')
  })
})

describe('a session', () => {
  it('is told in order: each offer with what became of it, also in another session, and what stands alone', async () => {
    const { html } = await holding(
      event({ session_id: 's/1 &', suggestion_id: 'o-1', agent_draft: 'first draft' }),
      event({ session_id: 's/1 &', agent_draft: 'second draft', latency_ms: 1_500, agent_id: 'a-1' }),
      event({
        session_id: 'other',
        suggestion_id: 'o-1',
        event: 'edited',
        suggestion_used: 'used elsewhere',
      }),
      event({ session_id: 's/1 &', suggestion_id: 'o-1', event: 'rejected', agent_draft: 'first draft' }),
      event({ session_id: 's/1 &', event: 'withheld', agent_draft: 'never shown', policy_refs: ['TONE'] }),
      event({ session_id: 's/1 &', event: 'timeout', agent_draft: 'answers nothing' }),
    )
    const page = await html('/events/session?session_id=s%2F1+%26')
    const entries = page
      .split('<li id="event-')
      .slice(1)
      .map((entry) => text(`<li id="event-${entry.split('</ol>')[0]}`).trim())
      .map((entry) =>
        entry.replaceAll(/\d+ \w+ \d{4}, [\d:]{8}/g, 'then').replaceAll(/after \d+ ms/g, 'after n ms'),
      )
    expect(entries).toEqual([
      'offered then event 1 first draft Violates ADV-6.2 latency 320 ms, bucket on',
      'edited after n ms , then , event 3 , in session other Its draft is another one We guarantee 20% returns with no risk. Text used instead used elsewhere Prevented ADV-6.2',
      'rejected after n ms , then , event 4 A repeat: the offer had its outcome already, so this one counts in no rate.',
      'offered then event 2 second draft Violates ADV-6.2 latency 1.50 s, bucket on, agent a-1 Open: no outcome so far.',
      'withheld then event 5 never shown Violates TONE Shipped TONE latency 320 ms, bucket on The coach ran, but nothing was shown: no outcome is awaited.',
      'timeout then event 6 answers nothing Violates ADV-6.2 latency 320 ms, bucket on An orphan: no offer is known that it answers, so it counts in no rate.',
    ])
    const other = text(await html('/events/session?session_id=other'))
    expect(other).toContain('Answers event 1 , which came earlier or in another session.')
  })

  it('pages back when it is long, and an offer keeps the outcome that is on a newer page', async () => {
    const { html, app, json } = await productOf()
    const drafts = Array.from({ length: 100 }, (_, n) =>
      event({ agent_draft: `draft ${n}`, event: 'withheld' }),
    )
    const body = [event({ suggestion_id: 'o' }), ...drafts, event({ suggestion_id: 'o', event: 'accepted' })]
    await app.request('/events/coach/batch', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    await json('/events/stats', { 'X-Min-Seq': '102' })
    const newest = await html('/events/session?session_id=session-1')
    expect(text(newest)).toContain('The newest 100 events')
    expect(text(newest)).toContain('Answers event 1 ,')
    const older = text(await html(linkOf(newest, 'Older events') ?? ''))
    expect(older).toContain('accepted after')
    expect(older).not.toContain('Open: no outcome')
  })

  it('or event that is not there is a page that says so', async () => {
    const { app } = await holding(event())
    const refused = [
      ['/events/session?session_id=nobody', 404, 'No event of this session is known, as of event 1.'],
      ['/events/session?session_id=session-1&before=1', 404, 'No event of this session came before event 1.'],
      ['/events/session', 400, 'session_id must be a string'],
      ['/events/2', 404, 'There is no such event: the log is known up to event 1.'],
      ['/events/0', 404, 'There is nothing at this address'],
      ['/events/1x', 404, 'There is nothing at this address'],
      ['/events/99999999999999999999', 404, 'There is no such event: the log is known up to event 1.'],
      ['/events/coach', 405, 'This address does not take that method'],
    ] as const
    const answers = await Promise.all(
      refused.map(async ([path, , words]) => {
        const answer = await app.request(path, asBrowser)
        return [path, answer.status, text(await answer.text()).includes(words) ? words : 'something else']
      }),
    )
    expect(answers).toEqual(refused)
  })
})

describe('one event', () => {
  it('shows every field as the JSON has it, in words what was settled, and the ways to its offer and session', async () => {
    const { html, json } = await holding(
      event({ suggestion_id: 'o-1', agent_id: 'a-1' }),
      event({
        suggestion_id: 'o-1',
        event: 'edited',
        suggestion_used: 'It depends.',
        occurred_at: '2026-07-01T09:00:00+02:00',
      }),
    )
    const page = await html('/events/2?tz=Europe/Berlin')
    const address = linkOf(page, 'The same at its own address') ?? ''
    const { events } = (await json(address)) as unknown as { events: Record<string, unknown>[] }
    const shown = /<code id="event-json-text">(.*?)<\/code>/s.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? ''
    expect([JSON.parse(shown)]).toEqual(events)
    const fields = [...page.matchAll(/<dt><code>(\w+)<\/code><\/dt>/g)].map(([, name]) => name)
    expect([...fields, 'agent_draft', 'suggestion_used'].sort()).toEqual(Object.keys(events[0] ?? {}).sort())
    expect(text(page)).toMatch(/The first outcome of event 1 , after \d+ ms : it resolves that offer\./)
    expect(text(page)).toContain('bucket on, agent a-1. Under ADV-6.2')
    expect(text(page)).toContain('Violations Prevented ADV-6.2')
    expect(text(page)).toContain('with 1 draft, 1 of them with violations')
    expect([linkOf(page, 'Its offer'), linkOf(page, 'Its session')]).toEqual([
      '/events/1?tz=Europe%2FBerlin',
      '/events/session?session_id=session-1&tz=Europe%2FBerlin#event-2',
    ])
    const offer = text(await html('/events/1'))
    expect(offer).toContain('Resolved by its first outcome.')
    expect(offer).toContain('Detected ADV-6.2 Prevented ADV-6.2')
    expect(offer).toContain('It begins its session.')
  })
})

it('whatever the fields of an event say, none of it becomes markup on any page', async () => {
  const markup = (name: string) =>
    `</p></code></pre><script>${name}</script><img src=x onerror="${name}">'"&amp;`
  const hostile = {
    session_id: markup('session'),
    agent_id: markup('agent'),
    suggestion_id: markup('suggestion'),
    agent_draft: markup('draft'),
    policy_refs: [markup('policy')],
  }
  const { html } = await holding(
    event(hostile),
    event({ ...hostile, event: 'edited', suggestion_used: markup('used'), agent_draft: markup('other') }),
    event({ ...hostile, event: 'rejected' }),
    event({ ...hostile, event: 'withheld' }),
  )
  const session = `session_id=${encodeURIComponent(hostile.session_id)}`
  for (const path of [
    '/reports',
    '/events',
    `/events?${session}&agent_id=${encodeURIComponent(hostile.agent_id)}`,
    `/events/session?${session}`,
    '/events/1',
    '/events/2',
    '/events/3',
    '/events/4',
  ]) {
    const page = await html(path)
    expect(page, path).toContain('&lt;script&gt;session&lt;/script&gt;')
    expect(page, path).not.toMatch(/<script>|<img src=x/)
    expect(page, path).not.toMatch(/ style=|<style| on[a-z]+="/)
  }
})
