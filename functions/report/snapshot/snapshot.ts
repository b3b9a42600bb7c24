// One snapshot: the published files of one manifest, asked through SQL. Immutable; a request uses exactly one.
import type { Manifest, PublishedFile } from '../../published/manifest.ts'
import type { AsOf } from '../figures.ts'
import type { Row } from './query-pool.ts'

/** A file of the snapshot is not there (any more): read the manifest again and ask once more. */
export class FileGone extends Error {
  override name = 'FileGone'
}

type Sources = {
  query: (sql: string, values?: Record<string, bigint | number | string>) => Promise<Row[]>
  /** Resolves to the paths of files whose content is known to be what the manifest says. */
  verified: (files: PublishedFile[]) => Promise<string[]>
}

const NO_ROLLUPS = `SELECT NULL::TIMESTAMPTZ AS hour, '' AS bucket, '' AS measure, '' AS key, 0::BIGINT AS n WHERE false`

const scan = (paths: string[]) =>
  `FROM read_parquet([${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}])`

const goneFile = (error: unknown) =>
  error instanceof Error && /No files found|Cannot open file|No such file|does not exist/i.test(error.message)

export class Snapshot {
  readonly #manifest: Manifest
  readonly #sources: Sources
  /** Tells this snapshot from every other; good as a cache key. */
  readonly id: string

  constructor(manifest: Manifest, id: string, sources: Sources) {
    this.#manifest = manifest
    this.#sources = sources
    this.id = id
  }

  get asOf(): AsOf {
    return { seq: this.#manifest.watermark, published_at: this.#manifest.published_at }
  }

  /** @param sql a query over the relation `rollups` (columns: see rollup.sql in the write group) */
  async rollups(sql: string): Promise<Row[]> {
    const paths = await this.#sources.verified(this.#manifest.segments.map((segment) => segment.rollup))
    return this.#ask(`WITH rollups AS (${paths.length === 0 ? NO_ROLLUPS : scan(paths)}) ${sql}`)
  }

  /** @param sql a query over the relation `events`, of which it will only see seq first…last; $first and $last are bound */
  async events(sql: string, range: { first: number; last: number }): Promise<Row[]> {
    const overlapping = this.#manifest.segments.filter(
      (segment) => segment.last_seq >= range.first && segment.first_seq <= range.last,
    )
    if (overlapping.length === 0) return []
    const paths = await this.#sources.verified(overlapping.map((segment) => segment.events))
    return this.#ask(`WITH events AS (${scan(paths)} WHERE seq BETWEEN $first AND $last) ${sql}`, {
      first: BigInt(range.first),
      last: BigInt(range.last),
    })
  }

  async #ask(sql: string, values?: Record<string, bigint>): Promise<Row[]> {
    try {
      return await this.#sources.query(sql, values)
    } catch (error) {
      if (goneFile(error)) throw new FileGone('a published file is gone', { cause: error })
      throw error
    }
  }
}
