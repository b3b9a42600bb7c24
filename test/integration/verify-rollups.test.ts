// A rollup whose sums are not those of the events: `npm run verify` names it, though every checksum agrees.
import { describe, expect, it } from 'vitest'
import { makeManifestAgree, rewrite } from '../support/sabotage.ts'
import { differencesIn, soundProducts } from '../support/verify.ts'

const product = soundProducts()

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
