// Carries out one order of the writer, and ends. It ends at once when the writer does: nobody would use what it makes.
import { once } from 'node:events'
import { compactHere } from '../write/publish/compactor.ts'
import type { CompactionOrder, CompactionOutcome } from './compaction.ts'

export async function runCompaction(): Promise<void> {
  process.on('SIGINT', () => {}) // as SIGTERM, it may reach every process of the terminal: the writer decides
  process.on('SIGTERM', () => {})
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  const [{ order, temporary }] = (await once(process, 'message')) as [CompactionOrder]
  const outcome: CompactionOutcome = await compactHere(order, temporary, new AbortController().signal).then(
    (compacted) => ({ ok: true, compacted }),
    (error) => ({ ok: false, message: error instanceof Error ? error.message : String(error) }),
  )
  process.send?.(outcome)
}
