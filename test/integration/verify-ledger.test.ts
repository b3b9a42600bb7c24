// Whatever is done to a stopped product's ledger, `npm run verify` says so, down to the event; it only reads.
import { rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { manifestIn } from '../support/published.ts'
import { changeLedger, flipBit } from '../support/sabotage.ts'
import { contents, differencesIn, EVENTS, runVerify, soundProducts, verifyHere } from '../support/verify.ts'

const product = soundProducts()

describe('the ledger', () => {
  it('that misses an event in the middle, holds one twice, or has one changed is told which', async () => {
    const { folder, ledgerFile, segment } = product()
    await changeLedger(
      ledgerFile,
      'DELETE FROM coach_events WHERE seq = 2',
      'INSERT INTO coach_events FROM coach_events WHERE seq = 4',
      `UPDATE coach_events SET shipped = ['X'] WHERE seq = 5`,
    )
    const file = (seq: number) =>
      manifestIn(folder).segments.find((one) => one.first_seq <= seq && one.last_seq >= seq)?.events.name
    expect(segment.first_seq).toBe(1)
    expect(await verifyHere(folder)).toEqual({
      code: 1,
      output: '',
      errors: [
        `event 2: missing in the ledger, published in ${file(2)}`,
        'event 4: more than once in the ledger',
        `event 5: the ledger and ${file(5)} do not say the same`,
        '',
      ].join('\n'),
    })
  })

  it('in which any one column of an event was changed differs from what is published', async () => {
    const { folder, ledgerFile } = product()
    const changes = {
      1: 'id = uuid()',
      3: 'ts = ts + INTERVAL 1 MILLISECOND',
      5: `suggestion_used = CASE WHEN suggestion_used IS NULL THEN '' END`,
      7: 'agent_id = NULL',
      9: 'policy_refs = list_append(policy_refs, NULL)',
      11: 'offer_policies = CASE WHEN offer_policies IS NULL THEN [] END',
      13: 'session_first = NOT session_first',
      15: 'session_latency_ms = session_latency_ms + 0.5',
    }
    await changeLedger(
      ledgerFile,
      ...Object.entries(changes).map(
        ([seq, change]) => `UPDATE coach_events SET ${change} WHERE seq = ${seq}`,
      ),
    )
    expect(await differencesIn(folder)).toEqual(
      Object.keys(changes).map((seq) =>
        expect.stringMatching(new RegExp(`^event ${seq}: the ledger and events-.* do not say the same$`)),
      ),
    )
  })

  it('that misses an event in the place of a damaged file is told of as well', async () => {
    const { folder, ledgerFile, segment, published } = product()
    flipBit(published(segment.events.name), 100)
    await changeLedger(ledgerFile, 'DELETE FROM coach_events WHERE seq = 2')
    expect(await differencesIn(folder)).toEqual([
      `${published(segment.events.name)}: altered, its checksum is not the manifest's`,
      'event 2: missing in the ledger',
    ])
  })

  it('left behind by a killed writer is read with its log, and both stay as they are', async () => {
    const { folder, ledgerFile } = product()
    await changeLedger(
      ledgerFile,
      `PRAGMA disable_checkpoint_on_shutdown`,
      `INSERT INTO coach_events SELECT * REPLACE (seq + ${EVENTS} AS seq) FROM coach_events WHERE seq = 1`,
    )
    const before = contents(folder)
    expect(before.map(([path]) => path)).toContain(`${ledgerFile}.wal`)
    expect(await differencesIn(folder)).toEqual(['1 event not published yet (event 26); start the writer'])
    expect(contents(folder)).toEqual(before)
  })

  it('that is gone, no database, or of another version is not opened: exit 4', async () => {
    const { folder, ledgerFile } = product()
    await changeLedger(ledgerFile, 'UPDATE ledger_meta SET schema_version = 99')
    expect(await verifyHere(folder)).toMatchObject({ code: 4, errors: expect.stringContaining('(schema 99') })
    writeFileSync(ledgerFile, 'no database')
    expect(await verifyHere(folder)).toMatchObject({
      code: 4,
      errors: expect.stringContaining(`The ledger ${ledgerFile} cannot be opened: `),
    })
    rmSync(ledgerFile)
    expect(await runVerify(folder, '--json')).toEqual({
      code: 4,
      errors: '',
      output: `${JSON.stringify({
        ok: false,
        error: `There is no ledger ${ledgerFile}. Set RUNS_DB to the right one; or, if it is lost, run npm run restore.`,
      })}\n`,
    })
  })
})
