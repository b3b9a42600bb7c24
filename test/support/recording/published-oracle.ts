// The judge of what a stopped product published: every event of its ledger is there once, as it was sent, and all sums agree.
// It reads the manifest as JSON and its files by their names: nothing of the code under test is used.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inDuck } from '../duck.ts'
import { AS_SENT, FACT_MEASURES, factsSql, NUMBER } from './numbered-events.ts'
import { befallen, rowsFor } from './oracle-queries.ts'

type File = { name: string; bytes: number; sha256: string }
type Range = { first_seq: number; last_seq: number }
type Manifest = {
  watermark: number
  segments: (Range & { rows: number; events: File; rollup: File })[]
  coarse: (Range & Record<'months' | 'days' | 'agents', File>)[]
  retired: { name: string }[]
}

const FAULTS: Record<string, string> = {
  'published more than once': 'SELECT n FROM shown GROUP BY n HAVING count(*) > 1',
  'published with other content': 'SELECT n FROM shown WHERE NOT as_sent',
  'published under another seq': 'SELECT n FROM shown JOIN stored USING (n) WHERE shown.seq <> stored.seq',
  'stored and not published': 'SELECT n FROM stored ANTI JOIN shown USING (n)',
  'published and not stored': 'SELECT n FROM shown ANTI JOIN stored USING (n)',
}

/** Each kind of file that holds sums: of every agent together, or of single ones; of which its rows are. */
const SUMS = [
  { kind: 'rollups by the hour', where: `grain = 'hour' AND agent = ''` },
  { kind: 'rollups of agents', where: `grain = 'day' AND agent <> ''` },
] as const
const COARSE_SUMS = [
  { kind: 'months', where: `grain = 'month' AND agent = ''` },
  { kind: 'days', where: `grain = 'day' AND agent = ''` },
  { kind: 'agents', where: `grain = 'month' AND agent <> ''` },
] as const

/** @returns a sentence for each thing that is wrong; of damaged files no more than that they are */
export async function judgePublished(folder: string): Promise<string[]> {
  const published = join(folder, 'published')
  const manifest = JSON.parse(readFileSync(join(published, 'manifest.json'), 'utf8')) as Manifest
  const { segments, coarse } = manifest
  const damaged = damagedFiles(published, manifest)
  const faults = [...damaged, ...unnamedFiles(published, manifest), ...rangeFaults(manifest)]
  if (segments.length === 0 || damaged.length > 0) return faults
  const read = (files: readonly File[]) =>
    `read_parquet([${files.map(({ name }) => `'${join(published, name)}'`).join(', ')}])`
  return inDuck(':memory:', async (connection) => {
    await connection.run(`ATTACH '${join(folder, 'qa_runs.duckdb')}' AS ledger (READ_ONLY)`)
    await connection.run(`CREATE TABLE stored AS SELECT ${NUMBER} AS n, seq FROM ledger.coach_events`)
    await connection.run(`
      CREATE TABLE shown AS SELECT ${NUMBER} AS n, coalesce(${AS_SENT}, false) AS as_sent, seq, event
      FROM ${read(segments.map(({ events }) => events))}`)
    faults.push(...(await befallen(connection, FAULTS)))
    const sumFaults = async (
      of: readonly { kind: string; where: string; files: File[] }[],
      until: number,
    ) => {
      await connection.run(`CREATE OR REPLACE TABLE facts AS ${factsSql(`shown WHERE seq <= ${until}`)}`)
      for (const { kind, where, files } of of) {
        const differences = await rowsFor(
          connection,
          `WITH sums AS (
             SELECT measure, CASE measure WHEN 'session' THEN '' ELSE event END AS event, sum(n) AS n
             FROM ${read(files)} WHERE ${where} AND policy = '' AND measure IN (${FACT_MEASURES}) GROUP BY ALL)
           SELECT measure, event, sums.n AS sum, facts.n AS fact FROM facts FULL JOIN sums USING (measure, event)
           WHERE sums.n IS DISTINCT FROM facts.n`,
        )
        for (const { measure, event, sum, fact } of differences)
          faults.push(`${kind}: ${measure} ${event} is ${sum}, of ${fact}`)
      }
    }
    const rollups = segments.map(({ rollup }) => rollup)
    await sumFaults(
      SUMS.map((one) => ({ ...one, files: rollups })),
      manifest.watermark,
    )
    const coarseEnd = coarse.at(-1)?.last_seq
    if (coarseEnd !== undefined)
      await sumFaults(
        COARSE_SUMS.map((one) => ({ ...one, files: coarse.map((files) => files[one.kind]) })),
        coarseEnd,
      )
    return faults
  })
}

const filesOf = ({ segments, coarse }: Manifest): File[] => [
  ...segments.flatMap(({ events, rollup }) => [events, rollup]),
  ...coarse.flatMap(({ months, days, agents }) => [months, days, agents]),
]

const damagedFiles = (published: string, manifest: Manifest): string[] =>
  filesOf(manifest)
    .filter(({ name, bytes, sha256 }) => {
      const content = readFileSync(join(published, name))
      return content.length !== bytes || createHash('sha256').update(content).digest('hex') !== sha256
    })
    .map(({ name }) => `the published file ${name} is not what the manifest says`)

function unnamedFiles(published: string, manifest: Manifest): string[] {
  const named = new Set([
    'manifest.json',
    ...[...filesOf(manifest), ...manifest.retired].map(({ name }) => name),
  ])
  return readdirSync(published)
    .filter((name) => !named.has(name))
    .map((name) => `the published file ${name} is in no list`)
}

/** Segments and coarse rollups follow one another from event 1 on, segments to the watermark. */
function rangeFaults({ segments, coarse, watermark }: Manifest): string[] {
  const faults: string[] = []
  const follow = (ranges: readonly Range[], what: string): number => {
    let end = 0
    for (const { first_seq, last_seq } of ranges) {
      if (first_seq !== end + 1) faults.push(`${what} ${first_seq}-${last_seq} comes after event ${end}`)
      end = last_seq
    }
    return end
  }
  const end = follow(segments, 'segment')
  if (end !== watermark) faults.push(`segments end at ${end}, the watermark is ${watermark}`)
  const coarseEnd = follow(coarse, 'coarse rollup')
  if (coarseEnd !== 0 && !segments.some(({ last_seq }) => last_seq === coarseEnd))
    faults.push(`coarse rollups end at ${coarseEnd}, inside a segment`)
  return faults
}
