// Whatever is done to a stopped product's segments and rollups as files, `npm run verify` says so, and where.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allFiles } from '../support/published.ts'
import { flipBit, makeManifestAgree, rewrite } from '../support/sabotage.ts'
import { differencesIn, soundProducts } from '../support/verify.ts'

const product = soundProducts()

describe('a published file', () => {
  it('of which any bit was changed is named', async () => {
    const { folder, manifest, published } = product()
    const files = allFiles(manifest)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), async (which, where) => {
        const { name, bytes } = files[which % files.length] as (typeof files)[number]
        flipBit(published(name), where % bytes)
        expect(await differencesIn(folder)).toEqual([
          `${published(name)}: altered, its checksum is not the manifest's`,
        ])
        flipBit(published(name), where % bytes)
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
