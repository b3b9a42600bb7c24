// The facts of a period as an SQL relation: which published files answer it, and what of each.
// It must never open a file that cannot hold anything of the period.

import { FACT_COLUMNS, factsSql } from '../../published/facts.ts'
import type { Manifest, PublishedFile, Segment } from '../../published/manifest.ts'
import { type Span, type Tiles, tilesOf, type Unit } from './tiles.ts'

/** Which facts: a period cut at its edges (epoch ms, may be infinite), and filters; null lets everything through. */
export type FactsOf = {
  edges: readonly number[]
  bucket: string | null
  policy: string | null
  event: string | null
  session: string | null
  agent: string | null
}

type Source = { files: PublishedFile[]; sql: (relation: string) => string }

const time = (ms: number) => `make_timestamptz(${Math.round(ms * 1000)})`
const COLUMNS = 'filed_at, bucket, event, policy, measure, bin, n'

/** SQL that is true within the spans; each also as one range, which lets DuckDB skip row groups. */
export function within(column: string, spans: readonly Span[]): string {
  const term = ({ from, to }: Span) =>
    [
      Number.isFinite(from) ? `${column} >= ${time(from)}` : '',
      Number.isFinite(to) ? `${column} < ${time(to)}` : '',
    ]
      .filter((text) => text !== '')
      .join(' AND ') || 'true'
  if (spans.length === 1) return term(spans[0] as Span)
  const hull = { from: spans[0]?.from as number, to: spans.at(-1)?.to as number }
  return `${term(hull)} AND (${spans.map((span) => `(${term(span)})`).join(' OR ')})`
}

/** The same stretch of time in as few spans as it takes. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last?.to === from) last.to = to
    else all.push({ from, to })
  }
  return all
}

const ROUND: Record<Unit, number> = { month: 0, day: 86_400_000, hour: 3_600_000 }

/** Segments with anything filed in the spans, or in the unit (of a rollup's rows) that begins there. */
const overlapping = (segments: readonly Segment[], spans: readonly Span[], unit?: Unit) =>
  segments.filter(({ min_filed_at, max_filed_at }) => {
    const least = Date.parse(min_filed_at) - (unit ? ROUND[unit] : 0)
    const most = Date.parse(max_filed_at)
    return spans.some(({ from, to }) => least < to && most >= from)
  })

/** Of the rollups that can answer, coarsest first. They know agents by the day and not by policy; of single sessions nothing. */
export function unitsOf({ agent, policy, session }: Pick<FactsOf, 'agent' | 'policy' | 'session'>): Unit[] {
  if (session !== null || (agent !== null && policy !== null)) return []
  return agent !== null ? ['month', 'day'] : ['month', 'day', 'hour']
}

/** @returns what to read; a source's SQL yields filed_at, bucket, event, policy, measure, bin, n */
export function factsSources(manifest: Manifest, of: FactsOf): Source[] {
  const units = unitsOf(of)
  const finest = units.at(-1)
  const tiles = tilesOf(of.edges, units)
  return [
    ...(finest ? rollupSources(manifest, tiles, units, finest) : []),
    ...rawSources(manifest, tiles.raw, of),
  ]
}

/** What the sources' SQL and the filters refer to; an agent of '' is whichever agent, in rollups. */
export function valuesOf({ agent, bucket, event, policy, session }: FactsOf): Record<string, string> {
  const values = Object.entries({ agent: agent ?? '', bucket, event, policy, session })
  return Object.fromEntries(values.filter((entry): entry is [string, string] => entry[1] !== null))
}

function rollupSources({ segments, coarse }: Manifest, tiles: Tiles, units: Unit[], finest: Unit): Source[] {
  const coarseEnd = coarse.at(-1)?.last_seq ?? 0
  const newer = segments.filter((segment) => segment.first_seq > coarseEnd)
  const older = segments.filter((segment) => segment.last_seq <= coarseEnd)
  const rows = (grain: Unit, spans: readonly Span[]) => (relation: string) =>
    `SELECT start AS ${COLUMNS} FROM ${relation}
     WHERE agent = $agent AND grain = '${grain}' AND ${within('start', spans)}`
  const all = joined(units.flatMap((unit) => tiles[unit]))
  const rollups = (chosen: Segment[]) => chosen.map((segment) => segment.rollup)
  const kindOf = { month: finest === 'day' ? 'agents' : 'months', day: 'days', hour: 'days' } as const
  const sources = [
    ...units
      .filter((unit) => unit !== finest && tiles[unit].length > 0)
      .map((unit) => ({ files: coarse.map((one) => one[kindOf[unit]]), sql: rows(unit, tiles[unit]) })),
    { files: rollups(overlapping(older, tiles[finest], finest)), sql: rows(finest, tiles[finest]) },
    { files: rollups(overlapping(newer, all, finest)), sql: rows(finest, all) },
  ]
  return sources.filter(({ files }) => files.length > 0)
}

/** Facts computed from the rows themselves, by the same SQL that the rollups are made of. */
function rawSources(
  { segments }: Manifest,
  spans: readonly Span[],
  { agent, policy, session }: FactsOf,
): Source[] {
  const chosen = spans.length === 0 ? [] : overlapping(segments, spans)
  if (chosen.length === 0) return []
  // Each event that counts in the spans, found by the one of its times that lies there: three conditions that let
  // DuckDB skip row groups, where one with OR would not.
  const [own, offer, begun] = ['ts', 'offer_ts', 'session_started_at'].map((column) => within(column, spans))
  const rows = (relation: string, where: string) =>
    `SELECT ${FACT_COLUMNS} FROM ${relation} WHERE ${where}${session === null ? '' : ' AND session_id = $session'}`
  const events = (relation: string) => `(
    ${rows(relation, `${own}`)} UNION ALL
    ${rows(relation, `(${offer}) AND NOT (${own})`)} UNION ALL
    ${rows(relation, `(${begun}) AND NOT (${own}) AND NOT coalesce(${offer}, false)`)})`
  const under = policy === null ? 'none' : 'every policy'
  return [
    {
      files: chosen.map((segment) => segment.events),
      sql: (relation) =>
        `SELECT ${COLUMNS} FROM (${factsSql(events(relation), { under, readOnce: true, experiment: agent === null })})
         WHERE ${within('filed_at', spans)}${agent === null ? '' : ' AND agent = $agent'}`,
    },
  ]
}
