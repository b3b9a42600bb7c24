// Proves that what is published is what the ledger holds, and holds nothing that is redacted; writer running or stopped.
// It must never change the ledger or the published folder.
import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Admission } from '../admission.ts'
import { openDuck } from '../ledger/duck.ts'
import { redactionSql } from '../redaction-sql.ts'
import { prove, type Verdict } from './prove.ts'
import { askRunningLedger } from './running-ledger.ts'
import { openStoppedLedger } from './stopped-ledger.ts'

/** Memory for recounting a chunk; what does not fit goes to a temporary folder beside the ledger. */
const MEMORY_LIMIT = '1GB'
/** The share of the cores: half of them stay for a running writer and its commits. */
const SHARE = { running: 0.5, stopped: 1 }

/**
 * @param onProgress is told up to which event of how many the check has come
 * @throws OperatorError when the ledger cannot be opened or asked: exit 3 held elsewhere, 4 in doubt
 */
export async function verify(options: {
  ledgerFile: string
  /** How texts should have come in. */
  admission: Admission
  publishedDir: string
  onProgress: (done: number, total: number) => void
}): Promise<Verdict> {
  const { ledgerFile, publishedDir, admission } = options
  const temporary = `${ledgerFile}.verify.${process.pid}.tmp`
  const running = await askRunningLedger(ledgerFile)
  const threads = Math.max(1, Math.floor(availableParallelism() * SHARE[running ? 'running' : 'stopped']))
  const duck = await openDuck({ temporary, threads, memory: MEMORY_LIMIT })
  try {
    const ledger = running ?? (await openStoppedLedger(ledgerFile, await duck.connect()))
    try {
      const { holdsMore } = redactionSql(await duck.connect(), admission.atOnce())
      return await prove(
        ledger,
        {
          directory: publishedDir,
          connect: duck.connect,
          holdsMore: holdsMore && `(${holdsMore('agent_draft')} OR ${holdsMore('suggestion_used')})`,
        },
        options.onProgress,
      )
    } finally {
      await ledger.close()
    }
  } finally {
    duck.close()
    rmSync(temporary, { recursive: true, force: true })
  }
}
