// Ten thousand bodies, right and wrong in every field and in their JSON: what is an event is stored as it was sent, to the
// letter, and everything else is refused with the name of what is wrong.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { type GeneratedBody, generatedBodies, type Said } from '../support/generated-bodies.ts'
import { postTo, productIn } from '../support/in-process.ts'
import { waitFor } from '../support/wait-for.ts'

/** Draws other bodies with another one. */
const SEED = 20_261_130
const BODIES = 10_000
/** Posted at once: so many share a commit. */
const AT_ONCE = 500
/** Ten times what a busy machine takes. */
const WITHIN_MS = 300_000
/** Of those drawn; or nothing was tried. */
const LEAST = { stored: 4_000, refused: 1_500 }

type Answer = { status: number; seq?: number; type?: string; errors?: { path: string }[] }
type Stored = Said & { seq: number; id: string }
type Json = (path: string, headers?: Record<string, string>) => Promise<Record<string, unknown>>

/** What was said of all that is stored, by seq. */
async function storedIn(json: Json, last: number): Promise<Map<number, Stored>> {
  await waitFor('the reports', async () => {
    const { total_events } = await json('/events/stats', { 'x-min-seq': String(last) })
    return total_events === last
  })
  const stored = new Map<number, Stored>()
  for (let before: unknown = last + 1; before !== null; ) {
    const page = await json(`/events/recent?limit=1000&before=${before}`)
    for (const one of page.events as Stored[]) stored.set(one.seq, one)
    before = page.next_before
  }
  return stored
}

const saidBy = ({ said }: GeneratedBody, { seq, id }: { seq: number; id: string }) =>
  expect.objectContaining({ ...said, seq, id })

it('ten thousand bodies: events are stored as they were sent, everything else is 4xx and named', {
  timeout: WITHIN_MS,
}, async () => {
  const { writer, json } = await productIn(testFolder(), { redact: false })
  const bodies = generatedBodies(SEED, BODIES)
  const answers: Answer[] = []
  for (let from = 0; from < bodies.length; from += AT_ONCE)
    answers.push(
      ...(await Promise.all(
        bodies.slice(from, from + AT_ONCE).map(async ({ bytes }) => {
          const answer = await postTo(writer.app, bytes)
          return { ...((await answer.json()) as object), status: answer.status }
        }),
      )),
    )
  const last = Math.max(...answers.map(({ seq = 0 }) => seq))
  const stored = await storedIn(json, last)
  let refused = 0
  for (const [index, body] of bodies.entries()) {
    const { status, seq, type, errors = [] } = answers[index] as Answer
    const shown = { index, json: body.text?.slice(0, 500), wrong: body.wrong }
    if (body.wrong.length === 0) {
      expect({ ...shown, status }).toEqual({ ...shown, status: 200 })
      const id = body.event_id?.toLowerCase() ?? expect.any(String)
      expect({ ...shown, row: stored.get(seq as number) }).toEqual({
        ...shown,
        row: saidBy(body, { seq: seq as number, id }),
      })
      continue
    }
    refused += 1
    const broken = body.wrong[0] === 'the body'
    const named = [...new Set(errors.map(({ path }) => path.split('.')[0]))].sort()
    expect({ ...shown, status, type, named }).toEqual({
      ...shown,
      status: broken ? 400 : 422,
      type: broken ? '/problems/malformed-body' : '/problems/invalid-event',
      named: broken ? [] : [...body.wrong].sort(),
    })
  }
  expect(stored.size).toBe(BODIES - refused)
  expect(stored.size).toBeGreaterThan(LEAST.stored)
  expect(refused).toBeGreaterThan(LEAST.refused)
})

it.each(['application/json', 'application/x-ndjson'])(
  'a batch of such bodies as %s refuses exactly those that are none',
  { timeout: WITHIN_MS },
  async (type) => {
    const { writer, json } = await productIn(testFolder(), { redact: false })
    const one = type === 'application/x-ndjson'
    const bodies = generatedBodies(SEED + 1, 2_000).filter(
      ({ text }) => text !== null && !(one && text.includes('\n')),
    )
    const texts = bodies.map(({ text }) => text as string)
    const answer = await writer.app.request('/events/coach/batch', {
      method: 'POST',
      headers: { 'content-type': type },
      body: one ? texts.join('\n') : `[${texts.join(',')}]`,
    })
    const receipt = (await answer.json()) as {
      accepted: number
      rejected: { index: number; errors: { path: string }[] }[]
    }
    const wrong = bodies.flatMap((body, index) =>
      body.wrong.length > 0 ? [{ index, named: [...body.wrong].sort() }] : [],
    )
    const rejected = receipt.rejected.map(({ index, errors }) => ({
      index,
      named: [...new Set(errors.map(({ path }) => path.split('.')[0]))].sort(),
    }))
    expect(rejected).toEqual(wrong)
    expect(receipt.accepted).toBe(bodies.length - wrong.length)
    const stored = [...(await storedIn(json, receipt.accepted)).values()].sort((a, b) => a.seq - b.seq)
    const right = bodies.filter((body) => body.wrong.length === 0)
    expect(stored).toEqual(
      right.map((body, index) => saidBy(body, { seq: index + 1, id: expect.any(String) as never })),
    )
  },
)
