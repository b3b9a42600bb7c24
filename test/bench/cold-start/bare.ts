// The peer of a cold start: a process that loads the same DuckDB, and answers a request.
import { createServer } from 'node:http'
import duckdb from '@duckdb/node-bindings'

const version = duckdb.library_version()
const server = createServer((_, answer) => answer.end(version))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`)
})
