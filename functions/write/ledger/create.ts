// Creates the ledger file under another name and renames it when it is whole: a kill midway leaves nothing that
// DuckDB refuses. A file of that name is replaced: it must be whole in the new one before, and closed.
import { readdirSync, rmSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { syncDirectory, syncFile } from '../durable.ts'
import { pathLiteral } from './duck.ts'
import { createTables } from './schema.ts'
import { type AtLedgerStep, goOn } from './steps.ts'

/** @param fill puts events into the new tables, in the catalog it is given */
export async function createLedger(
  connection: DuckDBConnection,
  path: string,
  fill: (catalog: string) => Promise<void> = async () => {},
  atStep: AtLedgerStep = goOn,
): Promise<void> {
  const prefix = `${basename(path)}.creating`
  for (const name of readdirSync(dirname(path)))
    if (name.startsWith(prefix)) rmSync(join(dirname(path), name), { force: true })
  const draft = join(dirname(path), prefix)
  await connection.run(`ATTACH ${pathLiteral(draft)} AS draft`)
  atStep('draft-attached')
  await connection.run(createTables('draft'))
  await fill('draft')
  atStep('draft-filled')
  await connection.run('CHECKPOINT draft')
  atStep('draft-checkpointed')
  await connection.run('DETACH draft')
  await syncFile(draft)
  atStep('draft-synced')
  await rename(draft, path)
  atStep('ledger-named')
  await syncDirectory(dirname(path))
  atStep('ledger-name-synced')
}
