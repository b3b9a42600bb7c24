// One snapshot: the published files of one manifest, asked through SQL. Immutable; a request uses exactly one.
import type { Manifest, PublishedFile, Segment } from '../../published/manifest.ts'
import type { AsOf } from '../figures.ts'
import { type FactsOf, factsSources, valuesOf } from './facts-query.ts'
import { coveringOf, factsStatement, type Question } from './facts-statement.ts'
import { FactsTogether } from './facts-together.ts'
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

type Answers = (questions: readonly [Question, ...Question[]]) => Promise<Row[][]>
/** When questions are asked, and which of them together. */
type Gather = (answers: Answers) => (question: Question) => Promise<Row[]>
const alone: Gather = (answers) => async (question) => (await answers([question]))[0] as Row[]

const relation = (paths: readonly string[]) => `read_parquet([${paths.map(literal).join(', ')}])`

const goneFile = (error: unknown) =>
  error instanceof Error && /No files found|Cannot open file|No such file|does not exist/i.test(error.message)

export class Snapshot {
  readonly manifest: Manifest
  readonly #sources: Sources
  readonly #facts: (question: Question) => Promise<Row[]>
  /** Tells this snapshot from every other; good as a cache key. */
  readonly id: string

  constructor(manifest: Manifest, id: string, sources: Sources, gather: Gather = alone) {
    this.manifest = manifest
    this.#sources = sources
    this.id = id
    this.#facts = gather((questions) => this.#answers(questions))
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

  /** Rows of a query over facts. */
  facts(sql: string, of: FactsOf): Promise<Row[]> {
    return this.#facts({ sql, of })
  }

  /** The same snapshot for someone with several questions at once: what they are answered from is read once for all. */
  together(): Snapshot {
    return new Snapshot(this.manifest, this.id, this.#sources, (ask) => {
      const together = new FactsTogether(ask)
      return (question) => together.rowsOf(question)
    })
  }

  async #answers(questions: readonly [Question, ...Question[]]): Promise<Row[][]> {
    const covering = coveringOf(questions.map(({ of }) => of) as [FactsOf, ...FactsOf[]])
    const parts: string[] = []
    for (const { files, sql } of factsSources(this.manifest, covering))
      parts.push(sql(relation(await this.#sources.verified(files))))
    const rows = await this.#ask(factsStatement(questions, parts), valuesOf(covering))
    return questions.map((_, index) =>
      questions.length === 1 ? rows : rows.filter(({ question }) => question === index),
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
