// A ledger filled with sample conversations, before anything is started over it.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { importCommand } from '../../functions/cli/import-command.ts'
import { paths, silent } from './in-process.ts'
import { asShipped } from './policies.ts'
import { type Days, sampleDays, type TimedEvent } from './sample-days.ts'

/** @returns its events, in order: the first has the number 1 */
export async function sampleLog(folder: string, days: Days): Promise<readonly TimedEvent[]> {
  const events = sampleDays(days)
  const file = join(folder, 'sample.ndjson')
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
  const said: string[] = []
  const streams = { out: () => {}, err: (line: string) => void said.push(line) }
  const { ledgerFile } = paths(folder)
  const code = await importCommand([file], { ledgerFile, ...asShipped, log: silent, streams })
  rmSync(file)
  if (code !== 0 || said.length > 0) throw new Error(`the sample was not taken: ${said.join('\n')}`)
  return events
}
