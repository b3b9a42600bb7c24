// `npm run bench -- [TABLE] [options]`: one table, or those of storing events when none is named.
import { argv } from 'node:process'

const TABLES: Record<string, (args: string[]) => Promise<void>> = {
  ingest: async (args) => (await import('./ingest/ingest.ts')).ingest(args),
  batches: async (args) => (await import('./batches/batches.ts')).batches(args),
  'beside-readers': async (args) => (await import('./beside-readers/beside-readers.ts')).besideReaders(args),
  coach: async (args) => (await import('./coach/coach.ts')).coach(args),
  flatness: async (args) => (await import('./flatness/flatness.ts')).flatness(args),
  import: async () => void (await import('./import.ts')),
  page: async (args) => (await import('./page/page.ts')).page(args),
  'cold-start': async (args) => (await import('./cold-start/cold-start.ts')).coldStart(args),
  freshness: async (args) => (await import('./freshness/freshness.ts')).freshness(args),
}
/** With `--quick` these take less than two minutes together; the others need histories, or minutes each. */
const UNNAMED = ['ingest', 'batches', 'beside-readers']

const given = argv.slice(2)
const [names, args] =
  given[0] === undefined || given[0].startsWith('--') ? [UNNAMED, given] : [[given[0]], given.slice(1)]
const unknown = names.find((name) => !(name in TABLES))
if (unknown === undefined)
  for (const name of names) {
    await TABLES[name]?.(args)
    if (!args.includes('--json')) console.log('')
  }
else {
  process.stderr.write(`There is no table ${unknown}: choose one of ${Object.keys(TABLES).join(', ')}\n`)
  process.exitCode = 2
}
if (names === UNNAMED && !args.includes('--json')) {
  const others = Object.keys(TABLES).filter((name) => !UNNAMED.includes(name))
  console.log(`Left out, unless named (npm run bench -- NAME): ${others.join(', ')}`)
}
