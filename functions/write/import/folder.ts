// The temporary folder of an import, beside the ledger: removed when it is over, or by the next import after a kill.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { processLives } from '../../process-lives.ts'

/** Runs `work` with a folder that is gone afterwards. */
export async function withFolder<T>(ledgerFile: string, work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(dirname(ledgerFile), { recursive: true })
  const prefix = `${basename(ledgerFile)}.import-`
  for (const name of readdirSync(dirname(ledgerFile))) {
    if (!name.startsWith(prefix)) continue
    const pid = Number(name.slice(prefix.length).split('-')[0])
    if (!processLives(pid)) rmSync(join(dirname(ledgerFile), name), { recursive: true, force: true })
  }
  const folder = mkdtempSync(`${ledgerFile}.import-${process.pid}-`)
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    return await work(folder)
  } finally {
    process.off('exit', remove)
    remove()
  }
}
