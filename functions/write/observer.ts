// What the write group tells whoever measures it, as it happens. It must never wait for that, nor fail by it.
import type { ProblemSlug } from '../problem.ts'

export type WriteObserver = {
  /** A group of events is on disk. */
  stored(events: number, seconds: number): void
  /** An event was known already. */
  repeated(): void
  /** A request, or an event of a message, was not taken. */
  refused(problem: ProblemSlug): void
  /** A segment is published; the time counts from when its events were gathered. */
  published(events: number, seconds: number): void
}

/** Of the writer as it is now. */
export type WriterState = {
  /** Events taken and not yet stored, and characters of their texts. */
  waitingEvents: number
  waitingCharacters: number
  lastSeq: number
  watermark: number
  liveSegments: number
  /** Segments that should be one with others and are not yet. */
  unmergedSegments: number
  writeAmplification: number | null
  /** Epoch ms. */
  publishedAt: number
}

export const unobserved: WriteObserver = { stored() {}, repeated() {}, refused() {}, published() {} }
