// `npm run restore`: a lost ledger from what is published, and never over another one.
import { readFileSync, rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { restoreCommand } from '../../functions/cli/restore-command.ts'
import { rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { event, paths, postTo, productIn, type Sent, silent, writerIn } from '../support/in-process.ts'
import { asShipped } from '../support/policies.ts'
import { runToEnd } from '../support/product.ts'
import { manifestIn, published } from '../support/published.ts'
import { runHere } from '../support/run-here.ts'
import { flipBit } from '../support/sabotage.ts'
import { verifyHere } from '../support/verify.ts'

/** As a person runs it. */
const restore = (folder: string) => runToEnd({ DATA_DIR: folder }, ['functions/cli/restore.ts'])
const restoreHere = (folder: string) =>
  runHere((streams) => restoreCommand({ ...paths(folder), ...asShipped, log: silent, streams }))

const id = '0b5f3c1e-7a63-4d1e-9a53-0c8f6b2f1a77'
const sent: Sent[] = [
  event({ suggestion_id: 'open', policy_refs: ['A', "B'"], event_id: id }),
  event({
    suggestion_id: 'answered',
    agent_draft: 'Zeile 1\n"2" 🙂',
    occurred_at: '2026-01-01T00:00:00.5+01:00',
  }),
  event({ event: 'accepted', suggestion_id: 'answered', suggestion_used: 'better', session_id: 'session-2' }),
]

/** A product with events published, stopped. */
async function stoppedProduct() {
  const product = await productIn(testFolder())
  await product.post(...sent)
  await product.json('/events/stats', { 'X-Min-Seq': String(sent.length) })
  await product.stopWriter()
  return product
}

describe('npm run restore', () => {
  it('redacts what came in while nothing was redacted, and says what still holds it', async () => {
    const folder = testFolder()
    const { ledgerFile, publishedDir } = paths(folder)
    const writer = await writerIn(folder, { redact: false })
    await postTo(writer.app, event({ agent_draft: 'SSN 123-45-6789', event_id: id }))
    await postTo(writer.app, event())
    await writer.stop()
    expect(await verifyHere(folder)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(
        /^event 1: a text holds what policies redact, in events-\S+ \(README: Redaction\)\n$/,
      ),
    })
    rmSync(ledgerFile)
    expect(await restoreHere(folder)).toEqual({
      code: 0,
      output: `1 of the events were redacted. ${publishedDir} holds them as they were: move it away before the start, which publishes anew.
Restored 2 events into ${ledgerFile}. Start the writer with npm start.
`,
      errors: '',
    })
    rmSync(publishedDir, { recursive: true })
    const again = await writerIn(folder)
    expect(
      await (await postTo(again.app, event({ agent_draft: 'SSN 123-45-6789', event_id: id }))).json(),
    ).toMatchObject({
      ...{ seq: 1, duplicate: true },
    })
    await again.stop()
    expect(await verifyHere(folder)).toMatchObject({ code: 0 })
  })

  it('gives back every published event with every column, and the writer goes on at the next seq', async () => {
    const { folder, ledgerFile } = await stoppedProduct()
    const all = 'SELECT * FROM coach_events ORDER BY seq'
    const before = await rowsOf(ledgerFile, all)
    rmSync(ledgerFile)
    expect(await restore(folder)).toEqual({
      code: 0,
      output: `Restored 3 events into ${ledgerFile}. Start the writer with npm start.\n`,
      errors: '',
    })
    expect(await rowsOf(ledgerFile, all)).toEqual(before)

    const again = await productIn(folder)
    // What was settled is known as before: the repeated id, the open offer, the answered one.
    expect(
      await again.post(
        sent[0] as Sent,
        event({ event: 'rejected', suggestion_id: 'open' }),
        event({ event: 'rejected', suggestion_id: 'answered' }),
      ),
    ).toMatchObject([{ seq: 1, duplicate: true }, { seq: 4 }, { seq: 5 }])
    expect(await again.json('/analytics/summary', { 'X-Min-Seq': '5' })).toMatchObject({
      total_events: 5,
      resolved_offers: 2,
      suggestions_accepted: 1,
      open_offers: 0,
    })
  })

  it('refuses to overwrite a ledger', async () => {
    const { folder, ledgerFile } = await stoppedProduct()
    const before = readFileSync(ledgerFile)
    expect(await restoreHere(folder)).toEqual({
      code: 1,
      output: '',
      errors: `${ledgerFile} exists, and restoring never overwrites. Move it away first, then run npm run restore again.\n`,
    })
    expect(readFileSync(ledgerFile).equals(before)).toBe(true)
  })

  it('restores nothing from a damaged segment, and names it', async () => {
    const { folder, ledgerFile } = await stoppedProduct()
    rmSync(ledgerFile)
    const path = published(folder, manifestIn(folder).segments[0]?.events.name)
    flipBit(path, 100)
    expect(await restore(folder)).toEqual({
      code: 4,
      output: '',
      errors: `${path} is not what was published. Nothing was restored; put a good copy of it there.\n`,
    })
    expect(await restoreHere(folder)).toMatchObject({ code: 4 }) // and left nothing that would be taken for a ledger
  })
})
