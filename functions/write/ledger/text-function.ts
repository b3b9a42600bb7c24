// Lets SQL call a function of ours on texts, so that what it takes out of them is never written anywhere.
// It runs on the event loop, 3 µs a row: SQL must ask first whether there is anything to do.
import { type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api'

/**
 * Makes `name(text)` known to all connections of the instance, for good. A NULL stays one.
 * @param of must not throw: its message would become DuckDB's
 */
export function defineTextFunction(
  connection: DuckDBConnection,
  name: string,
  of: (text: string) => string | null,
): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      parameterTypes: [VARCHAR],
      returnType: VARCHAR,
      mainFunction(_, given, result) {
        const texts = given.getColumnVector(0)
        for (let row = 0; row < given.rowCount; row += 1) {
          const text = texts.getItem(row) as string | null
          result.setItem(row, text === null ? null : of(text))
        }
        result.flush()
      },
    }),
  )
}
