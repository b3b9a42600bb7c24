// The named steps of the ledger's room, in the order in which they must reach the disk.
// A fault test stops the process at one of them: the hook is an argument, not a mock. It must never be waited for.

/** A ledger file is made: the first one, one that is written anew, one that is restored. */
export const CREATE_STEPS = [
  'draft-attached', // an empty file under another name
  'draft-filled', // its tables and events are committed
  'draft-checkpointed',
  'draft-synced',
  'ledger-named', // ← the commit point: there is a ledger, and it is whole
  'ledger-name-synced',
] as const

/** Events become durable in the journal, then move into the table. */
export const JOURNAL_STEPS = [
  'journal-gone', // the last process's; the table has what it held
  'journal-begun', // an empty file, filled with zeros
  'record-written',
  'record-synced', // ← the commit point: from here on events may be acknowledged
  'file-turned-over', // the next record goes into another file
  'rows-appended', // in a transaction of the table
  'rows-committed', // on disk there too
  'file-released', // full, and the table has what it holds: it will be written anew
] as const

/** A generation of the id index becomes a file. */
export const ID_STEPS = ['ids-written', 'ids-synced', 'ids-named', 'ids-tidied'] as const

/** The batches of an import. */
export const BULK_STEPS = ['batch-read', 'batch-written', 'batch-committed'] as const

/** Besides those of creation. */
export const RESTORE_STEPS = ['restore-begun', 'segment-restored'] as const

/** The ledger is closed; its lock is given back last. */
export const CLOSE_STEPS = [
  'table-complete',
  'table-checkpointed',
  'table-detached',
  'journal-removed',
] as const

export type LedgerStep =
  | (typeof CREATE_STEPS)[number]
  | (typeof JOURNAL_STEPS)[number]
  | (typeof ID_STEPS)[number]
  | (typeof BULK_STEPS)[number]
  | (typeof RESTORE_STEPS)[number]
  | (typeof CLOSE_STEPS)[number]

export type AtLedgerStep = (step: LedgerStep) => void

/** What a product does at its steps. */
export const goOn: AtLedgerStep = () => {}
