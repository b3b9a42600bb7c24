// The ledger as verifying sees it: by itself when no writer runs, through the writer when one does.
// It must never change the ledger, and never open its file beside a running writer.
import type { Range } from '../../published/names.ts'
import type { Digested, Digests } from '../ledger/digest.ts'
import type { Difference } from './difference.ts'
import type { HoldsMore } from './unredacted.ts'

export interface LedgerSide {
  state: 'stopped' | 'running'
  /** Events that its journal alone holds: they are moved into its table when the writer starts. */
  journaled: Range | null
  /** Events that clients were told of and that are neither in the ledger nor in its journal. */
  lost: Range | null
  /** The highest committed seq now; 0 when there is none. @throws OperatorError */
  lastSeq(): Promise<number>
  /** @throws OperatorError when the ledger cannot answer */
  digests(digested: Digested): Promise<Digests>
  /**
   * What stands in texts of these events, and in a table of the original system, and is to be redacted. Beside a running
   * writer nothing of it is seen: of events it is in the published files as well.
   */
  unredacted(holdsMore: HoldsMore, unpublished: Range): Promise<Difference[]>
  close(): Promise<void>
}
