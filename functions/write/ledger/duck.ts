// How the write group talks to DuckDB: running a statement, and telling a refused one from a lost instance.
// Results are always read with runAndReadAll: the streaming calls shorten a failed result without an error, and
// startThenReadAll works on the event loop (1.3 ms more a statement, and 0.2 s at a stretch for a costly one).
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBValue,
} from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'

export type Row = Record<string, unknown>

/** Memory of the ledger's DuckDB: commits, and exports a row group at a time; DuckDB's own default is 80 % of the machine. */
const MEMORY_LIMIT = '256MB'
/** One thread per query: more only get in each other's way at the size of a commit (`npm run bench`). */
const THREADS = 1
/**
 * Size of the ledger's log at which a commit also checkpoints. That commit, and all behind it, wait about 0.2 s: every 8 s
 * at DuckDB's own 16 MB and 5,000 events/s. A start replays a log of this size in about a second.
 */
const CHECKPOINT_AT = '64MB'

/**
 * Events as Parquet. A row group ends at the row count that DuckDB's own scans like best, or at 128 MB of long texts
 * (which DuckDB heeds only where it need not keep an order; with one thread it keeps it all the same). Session and
 * suggestion ids become dictionaries, and so get the Bloom filters by which one session is found in a long history. The
 * room for dictionaries is made in advance, whatever the file holds: no more of it than there are rows, or a small file
 * would cost 28 ms more than its 5.
 */
export const eventsParquet = (rows: number) =>
  `(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, ROW_GROUP_SIZE_BYTES '128MB', DICTIONARY_SIZE_LIMIT ${Math.min(rows, 65_536)})`

/** @param options.temporary folder for what does not fit in memory  @returns an in-memory DuckDB, UTC throughout */
export async function openDuck(options: {
  temporary: string
  threads: number
  memory: string
  checkpointAt?: string
}) {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads),
    memory_limit: options.memory,
    temp_directory: options.temporary,
    preserve_insertion_order: 'false',
    // The file cache would grow with every new file name.
    enable_external_file_cache: 'false',
    ...(options.checkpointAt === undefined ? {} : { checkpoint_threshold: options.checkpointAt }),
  })
  return {
    async connect(): Promise<DuckDBConnection> {
      const connection = await instance.connect()
      await connection.run(`SET TimeZone = 'UTC'`)
      return connection
    },
    close: () => instance.closeSync(),
  }
}

/**
 * An in-memory instance to which the ledger is attached: an error in the file then kills the attachment, not the
 * process. What does not fit in memory goes to a folder beside the ledger.
 */
export const duckBeside = (ledgerFile: string) =>
  openDuck({
    temporary: `${ledgerFile}.tmp`,
    threads: THREADS,
    memory: MEMORY_LIMIT,
    checkpointAt: CHECKPOINT_AT,
  })

export async function rows(
  connection: DuckDBConnection,
  sql: string,
  values?: Record<string, DuckDBValue>,
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, values)
  return reader.getRowObjectsJS()
}

const UUID_WORDS = 4

/**
 * The one column of a statement, UUIDs, as they lie in DuckDB: four 32-bit words each. Read so they cost a quarter of what
 * they cost as values (0.1 µs each).
 */
export async function uuidWords(connection: DuckDBConnection, sql: string): Promise<Uint32Array> {
  const chunks = await (await connection.run(sql)).fetchAllChunks()
  const words = new Uint32Array(chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0) * UUID_WORDS)
  let to = 0
  for (const { chunk, rowCount } of chunks) {
    const bytes = duckdb.vector_get_data(
      duckdb.data_chunk_get_vector(chunk, 0),
      rowCount * UUID_WORDS * Uint32Array.BYTES_PER_ELEMENT,
    )
    words.set(new Uint32Array(bytes.buffer, bytes.byteOffset, rowCount * UUID_WORDS), to)
    to += rowCount * UUID_WORDS
  }
  return words
}

/** A path as an SQL string literal, for the statements that take no parameter there. */
export const pathLiteral = (path: string) => `'${path.replaceAll("'", "''")}'`

/** SQL of the rows of Parquet files. */
export const parquet = (paths: readonly string[]) => `read_parquet([${paths.map(pathLiteral).join(', ')}])`

/** Rows of a data chunk: DuckDB's vector size. */
export const CHUNK_ROWS = 2_048

/** Appends chunks to a table, within the connection's transaction. */
export async function append(
  connection: DuckDBConnection,
  table: { catalog: string; name: string },
  chunks: readonly DuckDBDataChunk[],
): Promise<void> {
  const appender = await connection.createAppender(table.name, 'main', table.catalog)
  for (const chunk of chunks) appender.appendDataChunk(chunk)
  appender.closeSync()
}

/**
 * DuckDB's errors carry no code. These prefixes mean that the instance, or the file under it, can no longer
 * be trusted; everything else concerns the one statement.
 */
export const isFatal = (error: unknown) =>
  error instanceof Error &&
  /^(FATAL|INTERNAL|IO|TransactionContext|Out of Memory|Fatal|Internal)\b/i.test(error.message)

/** Of DuckDB's "Could not set lock" error: which process holds the file. Null for any other error. */
export function lockHolder(error: unknown): { program: string; pid: number } | null {
  const found =
    error instanceof Error &&
    /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(error.message.replaceAll('\n', ' '))
  return found ? { program: found[1] as string, pid: Number(found[2]) } : null
}
