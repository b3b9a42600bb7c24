// What the report group tells whoever measures it, as it happens. It must never wait for that, nor fail by it.
import type { ProblemSlug } from '../problem.ts'
import type { Manifest } from '../published/manifest.ts'

export type ReportObserver = {
  /** @param route as in ROUTES, `other` for what is not there  @param status of the answer */
  answered(route: string, status: number, seconds: number): void
  refused(problem: ProblemSlug): void
  /** Whether a page was drawn, or a figure computed, before. */
  looked(cache: 'page' | 'figure', hit: boolean): void
}

/** Of the instance as it is now. */
export type ReportState = {
  /** Of the snapshot it answers from; null while there is none. */
  snapshot: Pick<Manifest, 'watermark' | 'published_at'> | null
  writerUp: boolean
}

export const unobserved: ReportObserver = { answered() {}, refused() {}, looked() {} }
