// `npm run bench -- TABLE [options]`: picks the table; ingest when only options are given.
import { argv } from 'node:process'

const TABLES: Record<string, (args: string[]) => Promise<void>> = {
  ingest: async (args) => (await import('./ingest/ingest.ts')).ingest(args),
  batches: async (args) => (await import('./batches/batches.ts')).batches(args),
  flatness: async (args) => (await import('./flatness/flatness.ts')).flatness(args),
  import: async () => void (await import('./import.ts')),
  freshness: async (args) => (await import('./freshness/freshness.ts')).freshness(args),
}

const given = argv.slice(2)
const [name, args] =
  given[0] === undefined || given[0].startsWith('--') ? ['ingest', given] : [given[0], given.slice(1)]
const table = TABLES[name]
if (table) await table(args)
else {
  process.stderr.write(`There is no table ${name}: choose one of ${Object.keys(TABLES).join(', ')}\n`)
  process.exitCode = 2
}
