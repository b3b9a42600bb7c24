// Who holds the database file: the writer, nobody, or a stranger who keeps the writer from starting.
import type { Holder } from '../../write/ledger/lock-file.ts'
import { commandOf, type FileLock } from './file-locks.ts'
import { type Finding, ill, unknown, well } from './finding.ts'

/** @param locks on the file; null where the system does not tell  @param holder whom the lock file names */
export function holderOf(
  ledgerFile: string,
  locks: readonly FileLock[] | null,
  holder: Holder | null,
): Finding {
  const check = 'ledger file'
  const stranger = locks?.find(({ pid }) => pid !== holder?.pid)
  if (stranger !== undefined)
    return ill(
      check,
      `process ${stranger.pid} (${commandOf(stranger.pid)}) holds ${ledgerFile} ${stranger.kind === 'WRITE' ? 'for writing' : 'for reading'} and is not the writer, which cannot open it meanwhile: stop it (kill ${stranger.pid}). To look at events, read the published Parquet files instead.`,
    )
  if (holder === null) return well(check, `nobody holds ${ledgerFile}`)
  if (locks === null)
    return unknown(check, `process ${holder.pid} says that it holds ${ledgerFile}; this system does not tell`)
  if (locks.length === 0)
    return ill(
      check,
      `process ${holder.pid} should hold ${ledgerFile}, but there is no lock on it: another process could write into it. Restart the writer at once.`,
    )
  return well(check, `held by the writer, process ${holder.pid}`)
}
