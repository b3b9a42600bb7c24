// The published folder as the writer keeps it: the current manifest, how it changes, how it heals after a crash.
// It must never list a file before that file and its name are on disk, and never delete a listed one.
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../../operator-error.ts'
import {
  LaterFormat,
  MANIFEST_FILE,
  MANIFEST_FORMAT,
  type Manifest,
  parseManifest,
  type Segment,
} from '../../published/manifest.ts'
import { isPublishedName, TEMPORARY_SUFFIX } from '../../published/names.ts'
import { syncDirectory } from '../durable.ts'
import type { AtStep } from './steps.ts'

export type PublicationOptions = {
  directory: string
  /** Epoch milliseconds. */
  clock: () => number
  atStep: AtStep
  log: Logger
}

export class Publication {
  readonly directory: string
  readonly #clock: () => number
  readonly #atStep: AtStep
  readonly #log: Logger
  #manifest: Manifest
  #last: Promise<unknown> = Promise.resolve()

  private constructor(options: PublicationOptions, manifest: Manifest) {
    this.directory = options.directory
    this.#clock = options.clock
    this.#atStep = options.atStep
    this.#log = options.log
    this.#manifest = manifest
  }

  /** Reads what is published, removes what a crash left over, and starts an empty publication where there is none. */
  static async open(options: PublicationOptions): Promise<Publication> {
    const { directory, clock, log } = options
    await mkdir(directory, { recursive: true })
    const names = await readdir(directory)
    const stored = await readManifest(directory, log)
    const now = new Date(clock()).toISOString()
    const manifest: Manifest = stored ?? {
      format: MANIFEST_FORMAT,
      version: 0,
      watermark: 0,
      published_at: now,
      segments: [],
      // Without a readable manifest nothing is known of these files; a reader may still hold a snapshot of them.
      retired: names.filter(isPublishedName).map((name) => ({ name, retired_at: now })),
    }
    const known = new Set([
      ...manifest.segments.flatMap((segment) => [segment.events.name, segment.rollup.name]),
      ...manifest.retired.map((file) => file.name),
    ])
    for (const name of names)
      if (name.endsWith(TEMPORARY_SUFFIX) || (isPublishedName(name) && !known.has(name)))
        await rm(join(directory, name), { force: true })
    const publication = new Publication(options, manifest)
    if (!stored) await publication.change((current) => current)
    return publication
  }

  get manifest(): Manifest {
    return this.#manifest
  }

  path(name: string): string {
    return join(this.directory, name)
  }

  /** One change at a time; each is a new manifest, durable before the next one starts. */
  change(edit: (current: Manifest) => Pick<Manifest, 'segments' | 'watermark' | 'retired'>): Promise<void> {
    const done = this.#last.then(async () => {
      const current = this.#manifest
      const { segments, watermark, retired } = edit(current)
      const published_at = new Date(this.#clock()).toISOString()
      const next: Manifest = {
        format: MANIFEST_FORMAT,
        version: current.version + 1,
        watermark,
        published_at,
        segments,
        retired,
      }
      try {
        await this.#replaceManifest(JSON.stringify(next))
        this.#manifest = next
      } catch (error) {
        // The rename may or may not have happened: what lies on disk is what readers see.
        this.#manifest = (await readManifest(this.directory, this.#log)) ?? current
        throw error
      }
    })
    this.#last = done.catch(() => {})
    return done
  }

  /** Lists a segment that lies on disk; one that could not be listed is taken away again. */
  async list(
    segment: Segment,
    edit: (current: Manifest) => Pick<Manifest, 'segments' | 'watermark' | 'retired'>,
  ): Promise<void> {
    try {
      await this.change(edit)
    } catch (error) {
      const listed = this.#manifest.segments.some(({ events }) => events.name === segment.events.name)
      if (!listed)
        for (const file of [segment.events, segment.rollup]) await rm(this.path(file.name), { force: true })
      throw error
    }
  }

  async #replaceManifest(text: string): Promise<void> {
    const path = this.path(MANIFEST_FILE)
    const draft = path + TEMPORARY_SUFFIX
    try {
      const file = await open(draft, 'w')
      try {
        await file.writeFile(text)
        await this.#atStep('manifest-written')
        await file.sync()
        await this.#atStep('manifest-synced')
      } finally {
        await file.close()
      }
      await rename(draft, path) // ← the commit point of a publication
      await this.#atStep('manifest-named')
      await syncDirectory(this.directory)
      await this.#atStep('manifest-name-synced')
    } finally {
      await rm(draft, { force: true })
    }
  }
}

/** Null when there is none. One that cannot be read is set aside: the ledger can publish everything again. */
async function readManifest(directory: string, log: Logger): Promise<Manifest | null> {
  const path = join(directory, MANIFEST_FILE)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return parseManifest(text)
  } catch (error) {
    if (error instanceof LaterFormat)
      throw new OperatorError(
        `${path} was written by a later version of this program. Install that version, or a newer one.`,
        EXIT.ledgerDoubtful,
        error,
      )
    await rename(path, `${path}.damaged`)
    log.error(
      { err: error },
      'manifest.json is damaged: set aside as manifest.json.damaged, publishing anew from the ledger',
    )
    return null
  }
}
