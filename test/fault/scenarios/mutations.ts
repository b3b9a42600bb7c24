// Bugs on purpose, each one that a person could make: an edit of one file, and which tests must see it.
// An edit that no longer fits the file it is for must fail loudly: what cannot be broken proves nothing.

export type Mutation = {
  name: string
  file: string
  /** Occurs in the file exactly once. */
  from: string
  to: string
  /** Test files, of which at least one test must fail. */
  seenBy: readonly string[]
}

const FLUSH_ORDER = 'test/fault/flush-order.test.ts'

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'acknowledges before the flush',
    file: 'functions/write/ledger/journal/journal.ts',
    from: 'await this.#flush(file.handle.fd)',
    to: 'void this.#flush(file.handle.fd)',
    seenBy: [FLUSH_ORDER],
  },
  {
    name: 'flushes nothing',
    file: 'functions/write/ledger/journal/journal.ts',
    from: 'fdatasync(fd, (error) => (error ? reject(error) : resolve()))',
    to: '(fd < 0 ? fdatasync(fd, reject) : resolve())',
    seenBy: [FLUSH_ORDER],
  },
  {
    name: 'publishes before the flush',
    file: 'functions/write/ledger/ledger.ts',
    from: 'appending = journal.append(events)',
    to: `pending.add(events)
      void pending.flush().then(tellGrowth)
      appending = journal.append(events)`,
    seenBy: [FLUSH_ORDER],
  },
  {
    name: 'names files before their content is flushed',
    file: 'functions/write/durable.ts',
    from: 'await file.sync()',
    to: '',
    seenBy: [FLUSH_ORDER],
  },
  {
    name: 'does not flush folders',
    file: 'functions/write/durable.ts',
    from: 'await directory.sync()',
    to: '',
    seenBy: [FLUSH_ORDER],
  },
  {
    name: 'writes the manifest in place',
    file: 'functions/write/publish/publication.ts',
    from: 'await rename(draft, path) // ← the commit point of a publication',
    to: "await open(path, 'w').then(async (whole) => [await whole.writeFile(text), await whole.close()])",
    seenBy: [FLUSH_ORDER],
  },
  {
    name: 'a reader does not try the next snapshot',
    file: 'functions/report/snapshot/reader.ts',
    from: 'if (!(error instanceof FileGone)) throw error\n      this',
    to: 'throw error\n      this',
    seenBy: ['test/integration/snapshot.test.ts'],
  },
  {
    name: 'ids that the journal alone holds are not looked for',
    file: 'functions/write/ledger/ledger.ts',
    from: 'const held = ids.flatMap((id) => pending.find(id) ?? [])',
    to: "const held = ids.flatMap((id) => pending.find(id + '?') ?? [])",
    seenBy: ['test/fault/duplicates.test.ts'],
  },
  {
    name: 'merging drops a row',
    file: 'functions/write/publish/compaction.ts',
    from: 'copyRollup(mergedRollupsSql(parquet(order.from)))',
    to: "copyRollup(mergedRollupsSql(parquet(order.from).replace(/^.*$/, '(FROM $& OFFSET 1)')))",
    seenBy: ['test/integration/verify.test.ts', 'test/integration/publisher.test.ts'],
  },
  {
    name: 'a report is read as a stream',
    file: 'functions/report/snapshot/query-pool.ts',
    from: 'await connection.runAndReadAll(sql, values)',
    to: 'await connection.streamAndReadAll(sql, values)',
    seenBy: ['test/integration/query-pool.test.ts'],
  },
  {
    name: 'a start leaves the journal aside',
    file: 'functions/write/ledger/open.ts',
    from: 'await moveUnstored(journalFolder(path), table)',
    to: '',
    seenBy: ['test/integration/journal.test.ts'],
  },
  {
    name: 'files are deleted as soon as they are unlisted',
    file: 'functions/write/publish/tidy.ts',
    from: 'for (const file of due) await rm(',
    to: 'for (const file of unlisted) await rm(',
    seenBy: ['test/integration/publisher.test.ts'],
  },
]
