// Another process beside the product: tries to open the ledger as a reader, and opens and closes its file. It is told the path
// of the file, and says what came of it.
import { closeSync, openSync, readSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

/** `opened`: whether DuckDB let it read; `said`: why not. */
export type Bystanding = { opened: boolean; said: string }

async function standBy(ledgerFile: string): Promise<Bystanding> {
  const file = openSync(ledgerFile, 'r+')
  readSync(file, Buffer.alloc(4_096))
  closeSync(file)
  try {
    const instance = await DuckDBInstance.create(ledgerFile, { access_mode: 'READ_ONLY' })
    instance.closeSync()
    return { opened: true, said: '' }
  } catch (error) {
    return { opened: false, said: String(error) }
  }
}

process.on('message', async ({ ledgerFile }: { ledgerFile: string }) => {
  process.send?.(await standBy(ledgerFile))
})
process.on('disconnect', () => process.exit(0))
