// What the report group is given. Nothing in it knows where the published files come from or who writes them.
import type { Logger } from 'pino'
import type { Assets } from '../../views/layout.tsx'
import type { PolicySet } from '../coach/policies/policy-set.ts'
import type { DiskSpace } from '../disk-space.ts'
import type { WriterLink } from '../writer-link.ts'
import type { ExportBounds } from './export/bounds.ts'
import type { FigureCache } from './figure-cache.ts'
import type { ReportObserver } from './observer.ts'
import type { SnapshotReader } from './snapshot/reader.ts'

export type ReportDeps = {
  reader: SnapshotReader
  cache: FigureCache
  writer: WriterLink
  /** The policy file as last read: what policies are called. */
  policyFile: { readonly current: Pick<PolicySet, 'policies' | 'version'> }
  assets: Assets
  /** IANA zone in which pages show times. */
  timeZone: string
  /** The time now, epoch milliseconds: where ranges such as "24 h" begin. */
  clock: () => number
  log: Logger
  observer?: ReportObserver | undefined
  /** Of the disk on which the published files are; null where that does not say. @throws what the file system throws */
  diskSpace: () => DiskSpace | null
  /** Aborted when this instance stops: open streams end then. */
  stopping: AbortSignal
  /** Those of bounds.ts unless replaced here. */
  exportBounds?: Partial<ExportBounds> | undefined
  /** Events that drawing a page may group for the experiment: MAX_GROUPED_UNASKED unless replaced here. */
  maxGroupedUnasked?: number | undefined
}
