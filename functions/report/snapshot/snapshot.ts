// One snapshot: the published files of one manifest, asked through SQL. Immutable; a request uses exactly one.
import type { Manifest, PublishedFile, Segment } from '../../published/manifest.ts'
import type { AsOf } from '../figures.ts'
import { type FactsOf, factsSources, valuesOf } from './facts-query.ts'
import { literal, type Row } from './query-pool.ts'

/** A file of the snapshot is not there (any more): read the manifest again and ask once more. */
export class FileGone extends Error {
  override name = 'FileGone'
}

type Values = Record<string, bigint | number | string>
type Ask = (sql: string, values: Values) => Promise<Row[]>
type Sources = {
  query: Ask
  /** Ends the query when the signal is aborted, with its reason as the error. */
  exportQuery: (sql: string, values: Values, signal: AbortSignal) => Promise<Row[]>
  /** Resolves to the paths of files whose content is known to be what the manifest says. */
  verified: (files: readonly PublishedFile[]) => Promise<string[]>
}

const NO_FACTS = `SELECT NULL::TIMESTAMPTZ AS filed_at, '' AS bucket, '' AS event, '' AS policy, '' AS measure, 0 AS bin, 0::DOUBLE AS n WHERE false`

const relation = (paths: readonly string[]) => `read_parquet([${paths.map(literal).join(', ')}])`

const goneFile = (error: unknown) =>
  error instanceof Error && /No files found|Cannot open file|No such file|does not exist/i.test(error.message)

export class Snapshot {
  readonly manifest: Manifest
  readonly #sources: Sources
  /** Tells this snapshot from every other; good as a cache key. */
  readonly id: string

  constructor(manifest: Manifest, id: string, sources: Sources) {
    this.manifest = manifest
    this.#sources = sources
    this.id = id
  }

  get asOf(): AsOf {
    return { seq: this.manifest.watermark, published_at: this.manifest.published_at }
  }

  /** When the first and the last event came, epoch ms; null while there is none. */
  get period(): { from: number; to: number } | null {
    const { segments } = this.manifest
    if (segments.length === 0) return null
    return {
      from: Math.min(...segments.map(({ min_ts }) => Date.parse(min_ts))),
      to: Math.max(...segments.map(({ max_ts }) => Date.parse(max_ts))),
    }
  }

  /**
   * @param sql a query over the relations `facts` (filed_at, bucket, event, measure, bin, n: see facts.sql in
   *   functions/published), `violations` (the same by `policy`), both within the filters; `points` (start of each period)
   */
  async facts(sql: string, of: FactsOf): Promise<Row[]> {
    const parts = []
    for (const source of factsSources(this.manifest, of))
      parts.push(source.sql(relation(await this.#sources.verified(source.files))))
    // An offer that is asked for brings along what became of it.
    const event = `(event = $event${of.event === 'offered' ? ` OR (measure IN ('first', 'decision', 'decision_censored', 'prevented', 'shipped') AND event <> 'withheld')` : ''})`
    const filters = [
      of.bucket === null ? '' : ' AND bucket = $bucket',
      of.event === null ? '' : ` AND ${event}`,
    ].join('')
    const all =
      parts.length === 0
        ? NO_FACTS
        : parts.map((part) => `SELECT * FROM (${part}) WHERE true${filters}`).join('\nUNION ALL\n')
    return this.#ask(
      `WITH every_fact AS NOT MATERIALIZED (${all}),
       facts AS NOT MATERIALIZED (SELECT * EXCLUDE policy FROM every_fact WHERE policy = ${of.policy === null ? `''` : '$policy'}),
       violations AS NOT MATERIALIZED (
         SELECT * FROM every_fact WHERE measure IN ('detected', 'prevented', 'shipped')
         AND ${of.policy === null ? `policy <> ''` : 'policy = $policy'}),
       points AS (SELECT make_timestamptz(unnest([${of.edges
         .slice(0, -1)
         .filter(Number.isFinite)
         .map((ms) => ms * 1000)}]::BIGINT[])) AS start)
       ${sql}`,
      valuesOf(of),
    )
  }

  /** @param sql over `events`, the rows of these segments, and with these values */
  async events(sql: string, segments: readonly Segment[], values: Values): Promise<Row[]> {
    if (segments.length === 0) return []
    return this.#ask(await this.#overEvents(sql, segments), values)
  }

  /** The same for an export: its queries never take the place of a report's. */
  async exportEvents(
    sql: string,
    segments: readonly Segment[],
    values: Values,
    signal: AbortSignal,
  ): Promise<Row[]> {
    if (segments.length === 0) return []
    return this.#ask(await this.#overEvents(sql, segments), values, this.#exporting(signal))
  }

  /**
   * The same as a Parquet file.
   * @param segments none for a query that is not over `events`
   * @param to.path a new one in the scratch folder  @param to.rowGroup rows of one row group
   */
  async eventsToParquet(
    sql: string,
    segments: readonly Segment[],
    values: Values,
    to: { path: string; rowGroup: number; signal: AbortSignal },
  ): Promise<void> {
    const options = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${to.rowGroup}`
    const rows = await this.#overEvents(sql, segments)
    await this.#ask(`COPY (${rows}) TO ${literal(to.path)} (${options})`, values, this.#exporting(to.signal))
  }

  #exporting(signal: AbortSignal): Ask {
    return (sql, values) => this.#sources.exportQuery(sql, values, signal)
  }

  async #overEvents(sql: string, segments: readonly Segment[]): Promise<string> {
    if (segments.length === 0) return sql
    const paths = await this.#sources.verified(segments.map((segment) => segment.events))
    return `WITH events AS (FROM ${relation(paths)}) ${sql}`
  }

  async #ask(sql: string, values: Values, ask: Ask = this.#sources.query): Promise<Row[]> {
    // DuckDB refuses a value that its statement does not use.
    const used = Object.entries(values).filter(([name]) => sql.includes(`$${name}`))
    try {
      return await ask(sql, Object.fromEntries(used))
    } catch (error) {
      if (goneFile(error)) throw new FileGone('a published file is gone', { cause: error })
      throw error
    }
  }
}
