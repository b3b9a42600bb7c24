// The judge of what was published has to find every fault: here are published folders with one each, of which the checksums
// agree unless a file is what was changed.
import { cpSync, renameSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import type { Manifest } from '../../functions/published/manifest.ts'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { openWriter } from '../support/in-process.ts'
import { manifestIn, publishEach, published, publishTogether } from '../support/published.ts'
import { bodyOf } from '../support/recording/numbered-events.ts'
import { judgePublished } from '../support/recording/published-oracle.ts'
import { editManifest, flipBit, makeManifestAgree, rewrite } from '../support/sabotage.ts'
import { waitFor } from '../support/wait-for.ts'

const EVENTS = 40
const original = sharedFolder()

/** Events 0…39 in order, but for an outcome that comes before its offer; several segments, one merged, a coarse rollup. */
beforeAll(async () => {
  const writer = await openWriter(original, { publishIntervalMs: 1 })
  const order = Array.from({ length: EVENTS }, (_, n) => (n === 20 ? 21 : n === 21 ? 20 : n))
  const events = order.map((n) => JSON.parse(bodyOf(n)))
  const merged = () => manifestIn(original).coarse.length > 0
  while (!merged() && events.length > 2) await publishEach(writer.app, original, events.splice(0, 1))
  await waitFor('a coarse rollup', merged)
  await publishTogether(writer.app, original, events)
  await writer.stop()
})

/** The last segment, which holds several events. */
const last = ({ segments }: Manifest) => segments.at(-1) as Manifest['segments'][number]
const coarse = ({ coarse: [one] }: Manifest) => one as Manifest['coarse'][number]
/** Rewrites a file, and lets the manifest agree. */
const rewritten = (file: (manifest: Manifest) => string, select: string) => async (folder: string) => {
  await rewrite(folder, file(manifestIn(folder)), select)
  makeManifestAgree(folder)
}

it.each<[string, (folder: string) => unknown, RegExp[]]>([
  ['nothing', () => {}, []],
  [
    'a bit that was flipped',
    (folder) => flipBit(published(folder, last(manifestIn(folder)).rollup.name)),
    [/^the published file rollup-\S+ is not what the manifest says$/],
  ],
  [
    'a file that nothing lists',
    (folder) => writeFileSync(published(folder, 'events-left.parquet'), ''),
    [/^the published file events-left.parquet is in no list$/],
  ],
  [
    'an event that is missing',
    rewritten((manifest) => last(manifest).events.name, 'FROM stored WHERE seq <> 40'),
    [/^1 events stored and not published: \[39\]$/, /^rollups by the hour: events offered is 20, of 19$/],
  ],
  [
    'an event that comes twice',
    rewritten((manifest) => last(manifest).events.name, 'FROM stored UNION ALL FROM stored WHERE seq = 40'),
    [/^1 events published more than once: \[39\]$/],
  ],
  [
    'another text',
    rewritten(
      (manifest) => last(manifest).events.name,
      `SELECT * REPLACE (CASE seq WHEN 40 THEN '.' ELSE agent_draft END AS agent_draft) FROM stored`,
    ),
    [/events published with other content: \[39\]$/],
  ],
  ...['events', 'first', 'session', 'latency', 'latency_sum', 'detected'].map(
    (measure): [string, (folder: string) => unknown, RegExp[]] => [
      `a rollup whose ${measure} are more than they were`,
      rewritten(
        (manifest) => last(manifest).rollup.name,
        `SELECT * REPLACE (CASE WHEN measure = '${measure}' THEN n + 1 ELSE n END AS n) FROM stored`,
      ),
      [new RegExp(`^rollups by the hour: ${measure} `), new RegExp(`^rollups of agents: ${measure} `)],
    ],
  ),
  ...(['months', 'days', 'agents'] as const).map((kind): [string, (folder: string) => unknown, RegExp[]] => [
    `a coarse rollup of ${kind} that lacks offers`,
    rewritten((manifest) => coarse(manifest)[kind].name, `FROM stored WHERE event <> 'offered'`),
    [new RegExp(`^${kind}: events offered is null, of `)],
  ]),
  [
    'a segment that is not listed',
    (folder) =>
      editManifest(folder, ({ segments }) => {
        segments.splice(-1)
      }),
    [/events stored and not published/, /is in no list$/, /^segments end at \d+, the watermark is 40$/],
  ],
])('finds %s', async (_, change, faults) => {
  const folder = testFolder()
  cpSync(original, folder, { recursive: true })
  await change(folder)
  const found = await judgePublished(folder)
  for (const fault of faults) expect(found).toContainEqual(expect.stringMatching(fault))
  expect(found.length > 0).toBe(faults.length > 0)
})

it('is no judge of a folder without a manifest', async () => {
  const folder = testFolder()
  cpSync(original, folder, { recursive: true })
  renameSync(published(folder, 'manifest.json'), published(folder, 'manifest.old'))
  await expect(judgePublished(folder)).rejects.toThrow('ENOENT')
})
