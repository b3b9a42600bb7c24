// Proves that what is published is what the ledger holds, with the writer running or stopped.
// It must never change the ledger or the published folder.
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { openDuck } from '../ledger/duck.ts'
import { prove, type Verdict } from './prove.ts'
import { askRunningLedger } from './running-ledger.ts'
import { openStoppedLedger } from './stopped-ledger.ts'

/** Memory for recounting a chunk; what does not fit goes to a temporary folder beside the ledger. */
const MEMORY_LIMIT = '1GB'
/** Half of the cores: the other half stays for the writer and the reports. */
const THREADS = Math.max(1, Math.floor(availableParallelism() / 2))
/**
 * @param onProgress is told up to which event of how many the check has come
 * @throws OperatorError when the ledger cannot be opened or asked: exit 3 held elsewhere, 4 in doubt
 */
export async function verify(options: {
  ledgerFile: string
  publishedDir: string
  onProgress: (done: number, total: number) => void
}): Promise<Verdict> {
  const { ledgerFile, publishedDir } = options
  const temporary = `${ledgerFile}.verify.${process.pid}.tmp`
  const duck = await openDuck({ temporary, threads: THREADS, memory: MEMORY_LIMIT })
  try {
    const ledger =
      (await askRunningLedger(ledgerFile)) ?? (await openStoppedLedger(ledgerFile, await duck.connect()))
    try {
      return await prove(ledger, { directory: publishedDir, connect: duck.connect }, options.onProgress)
    } finally {
      await ledger.close()
    }
  } finally {
    duck.close()
    rmSync(temporary, { recursive: true, force: true })
  }
}
