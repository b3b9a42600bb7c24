// Puts events into the table of the ledger, column by column: ten times as fast as row by row.
import { setImmediate } from 'node:timers/promises'
import { type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import type { LoggedEvent } from '../../event.ts'
import { CHUNK_ROWS } from './duck.ts'
import { COLUMNS } from './schema.ts'

/**
 * @returns what appends events within a connection's transaction. It fills one data chunk again and again: DuckDB makes
 *   each with room for 2,048 rows, 0.7 MB that would wait for the garbage collector.
 */
export function eventAppender() {
  const chunk = DuckDBDataChunk.create(COLUMNS.map((column) => column.type))
  return async (connection: DuckDBConnection, events: readonly LoggedEvent[]): Promise<void> => {
    const appender = await connection.createAppender('coach_events', 'main', 'ledger')
    for (let from = 0; from < events.length; from += CHUNK_ROWS) {
      if (from > 0) await setImmediate() // whoever came meanwhile waits for one chunk, not for all
      const part = events.slice(from, from + CHUNK_ROWS)
      chunk.reset()
      chunk.rowCount = part.length
      COLUMNS.forEach(({ fill }, index) => {
        fill(duckdb.data_chunk_get_vector(chunk.chunk, index), part)
      })
      appender.appendDataChunk(chunk)
    }
    appender.closeSync()
  }
}
