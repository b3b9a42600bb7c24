// The ledger as verifying sees it: by itself when no writer runs, through the writer when one does.
// It must never change the ledger, and never open its file beside a running writer.
import type { Range } from '../../published/names.ts'
import type { Digested, Digests } from '../ledger/digest.ts'

export interface LedgerSide {
  state: 'stopped' | 'running'
  /** Events that its journal alone holds: they are moved into its table when the writer starts. */
  journaled: Range | null
  /** The highest committed seq now; 0 when there is none. @throws OperatorError */
  lastSeq(): Promise<number>
  /** @throws OperatorError when the ledger cannot answer */
  digests(digested: Digested): Promise<Digests>
  close(): Promise<void>
}
