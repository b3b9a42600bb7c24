// The named steps of publishing, in the order in which they must reach the disk.
// A fault test stops the process at one of them: the hook is an argument of the publisher, not a mock.

export const PUBLISH_STEPS = [
  'segment-written', // both Parquet files exist under temporary names, not flushed
  'segment-synced', // their bytes are on disk
  'segment-named', // they have their final names
  'segment-names-synced', // so has the folder
  'manifest-written',
  'manifest-synced',
  'manifest-named', // ← the commit point: readers see the new snapshot
  'manifest-name-synced',
  'retired-deleted', // files that no snapshot lists are gone, the manifest still remembers them
] as const

export type PublishStep = (typeof PUBLISH_STEPS)[number]
export type AtStep = (step: PublishStep) => void | Promise<void>
