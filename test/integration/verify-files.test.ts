// Whatever is done to a stopped product's segments and rollups, as files or in what they say, `npm run verify` says so,
// and where.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allFiles } from '../support/published.ts'
import { flipBit, makeManifestAgree, rewrite } from '../support/sabotage.ts'
import { differencesIn, soundProducts } from '../support/verify.ts'

const product = soundProducts()

describe('a published file', () => {
  it('of which any bit was changed is named, and so is each of several', async () => {
    const { folder, manifest, published } = product()
    const files = allFiles(manifest)
    const flips = fc.uniqueArray(fc.record({ which: fc.nat(files.length - 1), where: fc.nat() }), {
      selector: ({ which }) => which,
      minLength: 1,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(flips, async (chosen) => {
        const flipped = chosen.map(({ which, where }) => ({
          ...(files[which] as (typeof files)[number]),
          where,
        }))
        const flip = () =>
          flipped.forEach(({ name, bytes, where }) => void flipBit(published(name), where % bytes))
        flip()
        expect((await differencesIn(folder)).sort()).toEqual(
          flipped.map(({ name }) => `${published(name)}: altered, its checksum is not the manifest's`).sort(),
        )
        flip()
      }),
      { numRuns: 8 },
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
