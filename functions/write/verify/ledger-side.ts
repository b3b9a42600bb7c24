// The ledger as verifying sees it: by itself when no writer runs, through the writer when one does.
// It must never change the ledger, and never open its file beside a running writer.
import type { Digested, Digests } from '../ledger/digest.ts'

export interface LedgerSide {
  state: 'stopped' | 'running'
  /** The highest committed seq now; 0 when there is none. @throws OperatorError */
  lastSeq(): Promise<number>
  /** @throws OperatorError when the ledger cannot answer */
  digests(digested: Digested): Promise<Digests>
  close(): Promise<void>
}
