// Keeps the published folder small and sound: makes damaged files again, merges neighbouring segments, makes coarse
// rollups, deletes what no snapshot can need. It runs beside publishing; it must never delay a commit, hold up publishing
// behind a long merge, or take a file from under a reader.
import { rm } from 'node:fs/promises'
import { coarsen, isDamaged, merge, type Repair, withoutCoarse } from './merge.ts'
import { MAX_SEGMENTS, planCoarse, planMerge, rowsOf } from './merge-plan.ts'

/** Events whose merging takes about a second; more of them are merged beside the small merges, one such run at a time. */
const LONG_EVENTS = 400_000
/** A coarse rollup has far fewer rows than its events. */
const COARSE_SHARE = 0.1

export type TidyOptions = Repair & {
  /** Milliseconds of a clock that nobody sets (monotonic.ts). */
  elapsed: () => number
  /** How long an unlisted file stays for the readers of older snapshots. */
  retiredForMs: number
  stopping: AbortSignal
}

type Job = { events: number; end: number; run: () => Promise<void> }

export class Tidier {
  readonly #options: TidyOptions
  /** The long job under way: up to `end` nothing else is touched. */
  #long: { end: number; done: Promise<void> } | null = null
  #short: Promise<void> | null = null
  /** Unlisted files, and when this process first found them so. */
  #seen: ReadonlyMap<string, number> = new Map()
  #damaged: ReadonlySet<string> = new Set()

  constructor(options: TidyOptions) {
    this.#options = options
  }

  /** Does what is due, in the background. @returns when the short jobs are done */
  tidy(): Promise<void> {
    this.#short ??= this.#run()
      .catch((error) => this.#failed(error))
      .finally(() => {
        this.#short = null
      })
    return this.#short
  }

  /** Makes files again that are not what the manifest says; resolves when that was tried. */
  async mend(names: ReadonlySet<string>): Promise<void> {
    await this.#short
    this.#damaged = names
    await this.tidy()
  }

  async ended(): Promise<void> {
    await this.#short
    await this.#long?.done
  }

  async #run(): Promise<void> {
    await this.#mend()
    for (let job = this.#next(); job && !this.#options.stopping.aborted; job = this.#next()) {
      if (job.events <= LONG_EVENTS) {
        await job.run()
        continue
      }
      const done = job
        .run()
        .catch((error) => this.#failed(error))
        .finally(() => {
          this.#long = null
          if (!this.#options.stopping.aborted) void this.tidy() // what had to wait for it
        })
      this.#long = { end: job.end, done }
    }
    await this.#collect()
  }

  /** What a long job is about to replace, that one looks at by itself. */
  async #mend(): Promise<void> {
    const { publication } = this.#options
    const damaged = this.#damaged
    this.#damaged = new Set()
    if (damaged.size === 0) return
    const busy = this.#long?.end ?? 0
    for (const segment of publication.manifest.segments)
      if (segment.first_seq > busy && isDamaged(segment, damaged)) await merge(this.#options, [segment])
    const { coarse } = publication.manifest
    const from = coarse.findIndex((one) => isDamaged(one, damaged))
    if (from !== -1 && (coarse[from]?.first_seq ?? 0) > busy) await withoutCoarse(publication, from)
  }

  /** The next job that can be done now, or null. */
  #next(): Job | null {
    const { publication } = this.#options
    const { segments, coarse } = publication.manifest
    const coarseEnd = coarse.at(-1)?.last_seq ?? 0
    const busy = this.#long?.end ?? 0
    const jobs: (Job | null)[] = []
    if (busy <= coarseEnd) {
      const plan = planCoarse(coarse, segments)
      jobs.push(
        plan && {
          events: rowsOf(plan.coarse) * COARSE_SHARE + rowsOf(plan.segments) * COARSE_SHARE,
          end: plan.segments.at(-1)?.last_seq as number,
          run: () => coarsen(this.#options, plan),
        },
      )
    }
    // A merged segment lies wholly inside the coarse rollups or wholly after them.
    for (const [from, to] of [
      [Math.max(busy, coarseEnd), Number.POSITIVE_INFINITY],
      [busy, coarseEnd],
    ] as const) {
      const within = segments.filter((one) => one.first_seq > from && one.last_seq <= to)
      const run = planMerge(within, MAX_SEGMENTS - (segments.length - within.length))
      jobs.push(
        run && {
          events: rowsOf(run),
          end: run.at(-1)?.last_seq as number,
          run: () => merge(this.#options, run),
        },
      )
    }
    const possible = jobs.filter((job) => job !== null && (job.events <= LONG_EVENTS || this.#long === null))
    return possible.reduce((least, job) => (least && job && least.events <= job.events ? least : job), null)
  }

  async #collect(): Promise<void> {
    const { publication, atStep, elapsed, retiredForMs } = this.#options
    const now = elapsed()
    // Not by `retired_at`: a calendar that is set forward would take files from under their readers.
    const { retired: unlisted } = publication.manifest
    this.#seen = new Map(unlisted.map(({ name }) => [name, this.#seen.get(name) ?? now]))
    const due = unlisted.filter(({ name }) => (this.#seen.get(name) as number) <= now - retiredForMs)
    if (due.length === 0) return
    for (const file of due) await rm(publication.path(file.name), { force: true })
    await atStep('retired-deleted')
    const gone = new Set(due.map((file) => file.name))
    await publication.change(({ retired }) => ({ retired: retired.filter((file) => !gone.has(file.name)) }))
  }

  #failed(error: unknown): void {
    const { stopping, log } = this.#options
    if (!stopping.aborted)
      log.error({ err: error }, 'merging or collecting published files failed; it will be tried again')
  }
}
