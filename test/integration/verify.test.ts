// Whatever is done to a stopped product's files, `npm run verify` says so, and where.
import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import {
  allFiles,
  changeLedger,
  differencesIn,
  editManifest,
  fillFolder,
  flipBit,
  makeManifestAgree,
  manifestOf,
  rewrite,
  runVerify,
} from '../support/verify.ts'

const EVENTS = 25
const original = mkdtempSync(join(tmpdir(), 'coach-effect-verify-'))
beforeAll(() => fillFolder(original, EVENTS))
afterAll(() => rmSync(original, { recursive: true, force: true }))

/** A copy of a sound product, and what its manifest says. */
function product() {
  const folder = testFolder()
  cpSync(original, folder, { recursive: true })
  const manifest = manifestOf(folder)
  const [segment] = manifest.segments
  const [coarse] = manifest.coarse
  if (!segment || !coarse) throw new Error('nothing published')
  const published = (name: string) => join(folder, 'published', name)
  const ledgerFile = join(folder, 'qa_runs.duckdb')
  const { first_seq: first, last_seq: last } = segment
  return {
    folder,
    manifest,
    segment,
    coarse,
    published,
    ledgerFile,
    first,
    last,
    lastOf: manifest.segments.at(-1),
  }
}

const contents = (folder: string) =>
  (readdirSync(folder, { recursive: true, withFileTypes: true }) as import('node:fs').Dirent[])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path, readFileSync(path).toString('base64')])

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
    const { code, output } = await runVerify(folder, '--json')
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
    expect(await runVerify(folder)).toMatchObject({
      code: 0,
      errors: '',
      output: expect.stringContaining(
        `Remark: ${stray}: not listed; the writer removes it at its next start\n`,
      ),
    })
  })
})

describe('a published file', () => {
  it('of which any bit was changed is named', async () => {
    const { folder, manifest, published } = product()
    const files = allFiles(manifest)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (which, where) => {
        const { name, bytes } = files[which % files.length] as (typeof files)[number]
        flipBit(folder, name, where % bytes)
        expect(await differencesIn(folder)).toEqual([
          `${published(name)}: altered, its checksum is not the manifest's`,
        ])
        flipBit(folder, name, where % bytes)
      }),
      { numRuns: 25 },
    )
    expect(await differencesIn(folder)).toEqual([])
  })

  it('that is missing, cut or another one is named', async () => {
    const { folder, published, manifest, segment, coarse } = product()
    const other = manifest.segments[1]
    if (!other) throw new Error('one segment only')
    const bytes = (name: string) => readFileSync(published(name)).length
    const cut = bytes(other.events.name) - 1
    rmSync(published(segment.events.name))
    writeFileSync(published(other.events.name), readFileSync(published(other.events.name)).subarray(0, cut))
    copyFileSync(published(segment.rollup.name), published(coarse.months.name))
    expect((await differencesIn(folder)).sort()).toEqual(
      [
        `${published(segment.events.name)}: missing`,
        `${published(other.events.name)}: has ${cut} bytes, the manifest says ${cut + 1}`,
        `${published(coarse.months.name)}: has ${bytes(coarse.months.name)} bytes, the manifest says ${coarse.months.bytes}`,
      ].sort(),
    )
  })

  it('that holds other events than its range is named, also when the checksum agrees', async () => {
    const { folder, published, manifest, segment, first, last } = product()
    const other = manifest.segments.at(-1)
    if (!other || other === segment) throw new Error('one segment only')
    copyFileSync(published(other.events.name), published(segment.events.name))
    makeManifestAgree(folder)
    const size = other.rows
    expect(await differencesIn(folder)).toEqual(
      expect.arrayContaining([
        `${segment.events.name}: holds ${size} events, ${other.first_seq}-${other.last_seq}; the manifest says ${segment.rows}, ${first}-${last}`,
        `events ${first}-${last}: in the ledger, missing in ${segment.events.name}`,
      ]),
    )
  })

  it('in which one event was changed, left out or doubled is named with the event, also when the checksum agrees', async () => {
    const { folder, segment, first, last } = product()
    await rewrite(
      folder,
      segment.events.name,
      `SELECT * REPLACE (CASE WHEN seq = ${first} THEN '' ELSE suggestion_id END AS suggestion_id) FROM stored
       WHERE seq <> ${first + 1} UNION ALL FROM stored WHERE seq = ${last}`,
    )
    makeManifestAgree(folder)
    const { name } = segment.events
    expect((await differencesIn(folder)).slice(0, 3)).toEqual([
      `event ${first}: the ledger and ${name} do not say the same`,
      `event ${first + 1}: in the ledger, missing in ${name}`,
      `event ${last}: more than once in ${name}`,
    ])
  })
})

describe('a rollup', () => {
  it('with another sum than the events give is named, also when the checksum agrees', async () => {
    const { folder, segment, first, last } = product()
    await rewrite(
      folder,
      segment.rollup.name,
      `SELECT * REPLACE (CASE WHEN measure = 'events' AND agent = '' AND policy = '' THEN n + 1 ELSE n END AS n) FROM stored`,
    )
    makeManifestAgree(folder)
    const [difference, ...rest] = await differencesIn(folder)
    expect(difference).toMatch(
      new RegExp(
        `^${segment.rollup.name}: \\d+ sums? (is|are) not what events ${first}-${last} give \\(events [a-z]+ (on|off), hour .*Z: it says \\d+, the events \\d+\\)$`,
      ),
    )
    expect(rest).toEqual([])
  })

  it('with a sum too few, too many or doubled is named', async () => {
    for (const select of [
      `FROM stored WHERE measure <> 'events'`,
      `FROM stored UNION ALL SELECT * REPLACE ('nobody' AS agent) FROM stored LIMIT 1000`,
      `FROM stored UNION ALL FROM stored`,
    ]) {
      const { folder, segment } = product()
      await rewrite(folder, segment.rollup.name, select)
      makeManifestAgree(folder)
      expect(await differencesIn(folder)).toEqual([expect.stringContaining(`${segment.rollup.name}: `)])
    }
  })

  it('that is coarse and tells other sums than the segments is named', async () => {
    const { folder, coarse } = product()
    await rewrite(folder, coarse.months.name, 'SELECT * REPLACE (n + 1 AS n) FROM stored')
    makeManifestAgree(folder)
    expect(await differencesIn(folder)).toEqual([
      expect.stringMatching(
        new RegExp(`^${coarse.months.name}: \\d+ sums are not what events 1-${coarse.last_seq} give`),
      ),
    ])
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
    expect(await runVerify(folder)).toEqual({
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
    expect(await runVerify(folder)).toEqual({
      code: 1,
      output: '',
      errors:
        'events 24-25: published, but the ledger ends at 23: it lost them, or RUNS_DB and PUBLISHED_DIR do not belong together\n',
    })
  })
})

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
      manifestOf(folder).segments.find((one) => one.first_seq <= seq && one.last_seq >= seq)?.events.name
    expect(segment.first_seq).toBe(1)
    expect(await runVerify(folder)).toEqual({
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
    await changeLedger(ledgerFile, 'CREATE TABLE before AS FROM coach_events')
    for (const change of [
      'id = uuid()',
      `ts = ts + INTERVAL 1 MILLISECOND`,
      `suggestion_used = CASE WHEN suggestion_used IS NULL THEN '' END`,
      `agent_id = NULL`,
      `policy_refs = list_append(policy_refs, NULL)`,
      `offer_policies = CASE WHEN offer_policies IS NULL THEN [] END`,
      `session_first = NOT session_first`,
      `session_latency_ms = session_latency_ms + 0.5`,
    ]) {
      await changeLedger(ledgerFile, `UPDATE coach_events SET ${change} WHERE seq = 7`)
      expect(await differencesIn(folder)).toEqual([
        expect.stringMatching(/^event 7: the ledger and events-.* do not say the same$/),
      ])
      await changeLedger(ledgerFile, 'DELETE FROM coach_events', 'INSERT INTO coach_events FROM before')
    }
  })

  it('that misses an event in the place of a damaged file is told of as well', async () => {
    const { folder, ledgerFile, segment, published } = product()
    flipBit(folder, segment.events.name, 100)
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
    expect(await runVerify(folder)).toMatchObject({ code: 4, errors: expect.stringContaining('(schema 99') })
    writeFileSync(ledgerFile, 'no database')
    expect(await runVerify(folder)).toMatchObject({
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
