// The rows of one export: where they lie, in the order of seq, and how to ask for them.
// Segments are merged and retired meanwhile, so every query takes those of the newest snapshot: events never change.
// It must never show an event above `until`, and never pass over one.
import { Problem } from '../../problem.ts'
import type { Segment } from '../../published/manifest.ts'
import { rowFilter } from '../row-filter.ts'
import type { Scope } from '../scope.ts'
import type { SnapshotReader } from '../snapshot/reader.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { ExportBounds } from './bounds.ts'

/** Every seq of it is above `after` and at most `until`. */
export type Wanted = { scope: Scope; after: number; until: number }

/** From the first to the last wanted seq, `rows` wanted ones, whose texts have `bytes` bytes. */
type Stretch = { first: number; last: number; rows: number; bytes: number }

type Values = Record<string, string | bigint>
type Window = { first: number; last: number }

export class ExportRows {
  readonly #reader: SnapshotReader
  readonly #wanted: Wanted
  readonly #bounds: ExportBounds
  readonly #filter: ReturnType<typeof rowFilter>
  /** Aborted when nobody wants the rest. */
  readonly signal: AbortSignal

  constructor(reader: SnapshotReader, wanted: Wanted, bounds: ExportBounds, signal: AbortSignal) {
    this.#reader = reader
    this.#wanted = wanted
    this.#bounds = bounds
    this.#filter = rowFilter(wanted.scope)
    this.signal = signal
  }

  /** SQL that is true for the wanted rows among those between $first and $last. */
  get where(): string {
    return this.#filter.where
  }

  /** Stretches of at most so many rows and bytes (more only where `part` seqs have more), in order, with every wanted row. */
  async *stretches(most: { rows: number; bytes: number }): AsyncGenerator<Stretch> {
    const { widestWindow } = this.#bounds
    const together = (a: Stretch, b: Stretch): boolean =>
      a.rows + b.rows <= most.rows && a.bytes + b.bytes <= most.bytes && b.last - a.first < widestWindow
    let open: Stretch | null = null
    for await (const part of this.#parts()) {
      if (open === null || together(open, part)) open = open === null ? part : joined(open, part)
      else {
        yield open
        open = part
      }
    }
    if (open !== null) yield open
  }

  /**
   * Uses the newest snapshot's segments that can hold wanted rows of the window.
   * @throws what `use` throws; Problem snapshot-unreadable; the signal's reason
   */
  ask<T>(
    { first, last }: Window,
    use: (snapshot: Snapshot, segments: Segment[], values: Values) => Promise<T>,
  ): Promise<T> {
    this.signal.throwIfAborted()
    return this.#reader.answer((snapshot) => {
      const segments = snapshot.manifest.segments.filter(
        (one) => one.first_seq <= last && one.last_seq >= first && this.#filter.mayHold(one),
      )
      return use(snapshot, segments, { ...this.#filter.values, first: BigInt(first), last: BigInt(last) })
    }, this.#wanted.until)
  }

  /** Weighs the wanted rows, window by window: wide ones where few are wanted, so that rare rows cost few queries. */
  async *#parts(): AsyncGenerator<Stretch> {
    const { window: usual, widestWindow, windowBytes, part: least } = this.#bounds
    let width = usual
    let from = this.#wanted.after + 1
    for (let window = await this.#window(from, width); window; window = await this.#window(from, width)) {
      const parts = await this.#survey(window).catch((error) => {
        const tooMuch = error instanceof Problem && error.slug === 'report-too-slow'
        if (tooMuch && width > least) return null
        throw error
      })
      yield* parts ?? []
      const sum = (of: 'rows' | 'bytes') => parts?.reduce((total, part) => total + part[of], 0) ?? 0
      const load =
        parts === null ? Number.POSITIVE_INFINITY : Math.max(sum('rows') / usual, sum('bytes') / windowBytes)
      if (load > 1) width = Math.max(least, Math.floor(width / 4))
      else if (load < 1 / 4) width = Math.min(widestWindow, width * 4)
      if (parts !== null) from = window.last + 1
    }
  }

  #survey(window: Window): Promise<Stretch[]> {
    const sql = `
      SELECT min(seq)::DOUBLE AS first, max(seq)::DOUBLE AS last, count(*)::DOUBLE AS rows,
             sum(strlen(agent_draft) + coalesce(strlen(suggestion_used), 0) + strlen(policy_refs::VARCHAR))::DOUBLE AS bytes
      FROM events WHERE seq BETWEEN $first AND $last AND ${this.where}
      GROUP BY seq // ${this.#bounds.part} ORDER BY first`
    return this.ask(window, (snapshot, segments, values) =>
      snapshot.exportEvents(sql, segments, values, this.signal),
    ) as Promise<Stretch[]>
  }

  /** The next seqs, `width` of them in segments that can hold wanted rows; null when there are no more. */
  async #window(from: number, width: number): Promise<Window | null> {
    const { until } = this.#wanted
    if (from > until) return null
    return this.ask({ first: from, last: until }, async (_, segments) => {
      let left = width
      let last = 0
      for (const segment of segments) {
        const first = Math.max(from, segment.first_seq)
        last = Math.min(until, segment.last_seq, first + left - 1)
        left -= last - first + 1
        if (left === 0) break
      }
      const [first] = segments
      return first ? { first: Math.max(from, first.first_seq), last } : null
    })
  }
}

const joined = (a: Stretch, b: Stretch): Stretch => ({
  first: a.first,
  last: b.last,
  rows: a.rows + b.rows,
  bytes: a.bytes + b.bytes,
})
