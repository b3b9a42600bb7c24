// The published folder as the writer keeps it: the current manifest, how it changes, how it heals after a crash.
// It must never list a file before that file and its name are on disk, and never delete a listed one.
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../../operator-error.ts'
import {
  EarlierFormat,
  filesOf,
  LaterFormat,
  MANIFEST_FILE,
  MANIFEST_FORMAT,
  type Manifest,
  type PublishedFile,
  parseManifest,
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

/** What a change says of the next manifest; its number and time are given to it. */
type Content = Omit<Manifest, 'format' | 'version' | 'published_at'>
export type Edit = (current: Manifest) => Partial<Content>

export class Publication {
  readonly directory: string
  readonly #clock: () => number
  readonly #atStep: AtStep
  readonly #log: Logger
  #manifest: Manifest
  /** As it lies on disk. */
  #text: string | null = null
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
      coarse: [],
      // Without a readable manifest nothing is known of these files; a reader may still hold a snapshot of them.
      retired: names.filter(isPublishedName).map((name) => ({ name, retired_at: now })),
      written: { first: 0, merged: 0 },
    }
    const known = new Set([
      ...filesOf(manifest).map((file) => file.name),
      ...manifest.retired.map((file) => file.name),
    ])
    for (const name of names)
      if (name.endsWith(TEMPORARY_SUFFIX) || (isPublishedName(name) && !known.has(name)))
        await rm(join(directory, name), { force: true })
    const publication = new Publication(options, manifest)
    if (stored) publication.#text = await readFile(join(directory, MANIFEST_FILE), 'utf8')
    else await publication.change(() => ({}))
    return publication
  }

  get manifest(): Manifest {
    return this.#manifest
  }

  path(name: string): string {
    return join(this.directory, name)
  }

  /** One change at a time; each is a new manifest, durable before the next one starts. */
  change(edit: Edit): Promise<void> {
    const done = this.#last.then(async () => {
      const current = this.#manifest
      const next: Manifest = {
        ...current,
        ...edit(current),
        format: MANIFEST_FORMAT,
        version: current.version + 1,
        published_at: new Date(this.#clock()).toISOString(),
      }
      try {
        const text = JSON.stringify(next)
        await this.#replaceManifest(text)
        this.#manifest = next
        this.#text = text
      } catch (error) {
        // The rename may or may not have happened: what lies on disk is what readers see.
        this.#manifest = (await readManifest(this.directory, this.#log)) ?? current
        this.#text = JSON.stringify(this.#manifest)
        throw error
      }
    })
    this.#last = done.catch(() => {})
    return done
  }

  /** Puts the manifest back where somebody else changed or deleted it. */
  restoreManifest(): Promise<void> {
    const done = this.#last.then(async () => {
      if (this.#text === null) return
      const found = await readFile(this.path(MANIFEST_FILE), 'utf8').catch(() => null)
      if (found === this.#text) return
      this.#log.error('manifest.json was damaged or is gone: written again')
      await this.#replaceManifest(this.#text)
    })
    this.#last = done.catch(() => {})
    return done
  }

  /** Lists files that lie on disk; those that could not be listed are taken away again. */
  async list(files: readonly PublishedFile[], edit: Edit): Promise<void> {
    try {
      await this.change(edit)
    } catch (error) {
      const listed = new Set(filesOf(this.#manifest).map((file) => file.name))
      for (const { name } of files) if (!listed.has(name)) await rm(this.path(name), { force: true })
      throw error
    }
  }

  /** Entries of `retired` for files that the next manifest does not list. */
  retire(files: readonly PublishedFile[]): Manifest['retired'] {
    const retired_at = new Date(this.#clock()).toISOString()
    return [...this.#manifest.retired, ...files.map(({ name }) => ({ name, retired_at }))]
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
    if (error instanceof EarlierFormat) {
      log.warn('what is published was written by an earlier version: publishing anew from the ledger')
      return null
    }
    await rename(path, `${path}.damaged`)
    log.error(
      { err: error },
      'manifest.json is damaged: set aside as manifest.json.damaged, publishing anew from the ledger',
    )
    return null
  }
}
