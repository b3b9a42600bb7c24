// `npm run verify` of a stopped product: one to which nothing was done, and one whose manifest contradicts itself, its files
// or the ledger.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allFiles } from '../support/published.ts'
import { changeLedger, editManifest } from '../support/sabotage.ts'
import { contents, differencesIn, EVENTS, runVerify, soundProducts, verifyHere } from '../support/verify.ts'

const product = soundProducts()

describe('npm run verify of a sound product', () => {
  it('says in one line what it compared, and changes nothing', async () => {
    const { folder, manifest } = product()
    const before = contents(folder)
    const { code, output, errors } = await runVerify(folder)
    expect([code, errors]).toEqual([0, ''])
    const bytes = allFiles(manifest).reduce((sum, file) => sum + file.bytes, 0)
    expect(output.replace(/[\d.]+ s,/, 'N s,')).toBe(
      `Verified 25 events, ${manifest.segments.length} segments, ${bytes.toLocaleString('en')} bytes in N s, the writer stopped: what is published is what the ledger holds.\n`,
    )
    expect(contents(folder)).toEqual(before)
  })

  it('gives the same as JSON', async () => {
    const { folder, manifest } = product()
    const { code, output } = await verifyHere(folder, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(output)).toEqual({
      ok: true,
      writer: 'stopped',
      events: EVENTS,
      segments: manifest.segments.length,
      bytes: allFiles(manifest).reduce((sum, file) => sum + file.bytes, 0),
      differences: [],
      more: 0,
      remarks: [],
      seconds: expect.any(Number),
    })
  })

  it('only remarks on a published file that nothing lists', async () => {
    const { folder, published, segment } = product()
    const stray = published('events-000000000001-000000000003-0123abcd.parquet')
    copyFileSync(published(segment.events.name), stray)
    expect(await verifyHere(folder)).toMatchObject({
      code: 0,
      errors: '',
      output: expect.stringContaining(
        `Remark: ${stray}: not listed; the writer removes it at its next start\n`,
      ),
    })
  })
})

describe('the manifest', () => {
  it('that lists a segment twice, leaves one out, or says other times is told apart', async () => {
    const twice = product()
    const path = twice.published('manifest.json')
    editManifest(twice.folder, ({ segments }) => segments.unshift(twice.segment))
    const { name } = twice.segment.events
    expect(await differencesIn(twice.folder)).toEqual([
      `${path}: a range starts at 1, not ${twice.last + 1}: events 1-${twice.last} are in ${name} and in a file before it`,
      `${path}: ${name} is listed more than once`,
      `${path}: ${twice.segment.rollup.name} is listed more than once`,
    ])

    const without = product()
    editManifest(without.folder, ({ segments }) => segments.shift())
    expect((await differencesIn(without.folder))[0]).toBe(
      `${without.published('manifest.json')}: a range starts at ${without.last + 1}, not 1: events 1-${without.last} are in no file before ${without.manifest.segments[1]?.events.name}`,
    )

    const times = product()
    editManifest(times.folder, ({ segments: [segment] }) => {
      if (segment) segment.min_ts = '2020-01-01T00:00:00.000Z'
    })
    expect(await differencesIn(times.folder)).toEqual([
      `${times.segment.events.name}: the manifest says min_ts 2020-01-01T00:00:00.000Z, its events ${times.segment.min_ts}`,
    ])
  })

  it('that is missing, cut, or no manifest is named in words', async () => {
    const { folder, published, manifest } = product()
    const path = published('manifest.json')
    const first = async () => (await differencesIn(folder))[0]
    writeFileSync(path, JSON.stringify({ ...manifest, watermark: 'many' }))
    expect(await first()).toMatch(new RegExp(`^${path}: not a manifest: watermark: .*`))
    writeFileSync(path, JSON.stringify({ ...manifest, format: 99 }))
    expect(await first()).toBe(`${path}: written by a later version of this program; install that one`)
    writeFileSync(path, '{"format":')
    expect(await first()).toMatch(new RegExp(`^${path}: cannot be read: .*JSON`))
    rmSync(path)
    expect(await first()).toBe(
      `${path}: missing, so nothing is published; start the writer (npm start), which publishes the ledger`,
    )
  })

  it('that is older than the ledger: so many events are not published yet', async () => {
    const { folder, ledgerFile } = product()
    await changeLedger(
      ledgerFile,
      `INSERT INTO coach_events SELECT * REPLACE (seq + ${EVENTS} AS seq, uuid() AS id) FROM coach_events WHERE seq <= 2`,
    )
    expect(await verifyHere(folder)).toEqual({
      code: 1,
      output: '',
      errors: '2 events not published yet (events 26-27); start the writer\n',
    })
  })

  it('that is older than a ledger with a gap: the gap is told as well', async () => {
    const { folder, ledgerFile } = product()
    await changeLedger(
      ledgerFile,
      `INSERT INTO coach_events SELECT * REPLACE (seq + ${EVENTS} AS seq) FROM coach_events WHERE seq IN (1, 3)`,
    )
    expect(await differencesIn(folder)).toEqual([
      '3 events not published yet (events 26-28); start the writer',
      'event 27: missing in the ledger',
    ])
  })

  it('that is newer than the ledger: so many events are lost to it', async () => {
    const { folder, ledgerFile } = product()
    await changeLedger(ledgerFile, 'DELETE FROM coach_events WHERE seq > 23')
    expect(await verifyHere(folder)).toEqual({
      code: 1,
      output: '',
      errors:
        'events 24-25: published, but the ledger ends at 23: it lost them, or RUNS_DB and PUBLISHED_DIR do not belong together\n',
    })
  })
})
