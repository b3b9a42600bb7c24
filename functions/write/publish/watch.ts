// Looks after the files that are published, for as long as the writer runs: whoever changes, cuts or deletes one of them is
// noticed within seconds. Content is read only when a file is first seen, and when it is not the file any more that it was.
// It must never take much of the thread's time.
import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { sha256Of } from '../../published/checksum.ts'
import { filesOf, type PublishedFile } from '../../published/manifest.ts'
import type { Publication } from './publication.ts'

/** Between two looks; a look at files that nobody touched is a `stat` each. */
const LOOK_MS = 2_000
/** After a file was read, the share of the time that reading takes: a fifth. */
const REST = 4

/** Ends early when the writer stops. */
const rest = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {})

export type WatchOptions = {
  publication: Publication
  log: Logger
  stopping: AbortSignal
  /** LOOK_MS unless given. */
  lookMs?: number | undefined
  /** Is told the names of the files that are not what the manifest says; asked again at each look until none is. */
  onDamage: (names: ReadonlySet<string>) => Promise<void>
}

export class Watch {
  readonly #options: WatchOptions
  /** How a file was when it was last sound, by its name. */
  #sound = new Map<string, string>()

  constructor(options: WatchOptions) {
    this.#options = options
  }

  /** Looks again and again; resolves when the writer stops. */
  async run(): Promise<void> {
    const { publication, log, stopping, lookMs = LOOK_MS, onDamage } = this.#options
    while (!stopping.aborted) {
      try {
        await publication.restoreManifest()
        const damaged = await this.#look()
        if (damaged.size > 0) await onDamage(damaged)
      } catch (error) {
        if (!stopping.aborted) log.error({ err: error }, 'looking after what is published failed')
      }
      await rest(lookMs, stopping)
    }
  }

  async #look(): Promise<Set<string>> {
    const { publication, stopping } = this.#options
    const damaged = new Set<string>()
    const sound = new Map<string, string>()
    for (const file of filesOf(publication.manifest)) {
      if (stopping.aborted) break
      const stamp = await this.#stampOf(file)
      if (stamp === null) damaged.add(file.name)
      else sound.set(file.name, stamp)
    }
    this.#sound = sound
    // A file that was replaced meanwhile may have been collected.
    const listed = new Set(filesOf(publication.manifest).map(({ name }) => name))
    return new Set([...damaged].filter((name) => listed.has(name)))
  }

  /** @returns what tells the sound file from any other; null when it is not sound */
  async #stampOf(file: PublishedFile): Promise<string | null> {
    const path = this.#options.publication.path(file.name)
    const facts = await stat(path, { bigint: true }).catch(() => null)
    if (facts === null) return null
    const stamp = `${facts.ino} ${facts.size} ${facts.mtimeNs} ${facts.ctimeNs}`
    if (this.#sound.get(file.name) === stamp) return stamp
    const began = performance.now()
    const found = await sha256Of(path).catch(() => null)
    await rest(REST * (performance.now() - began), this.#options.stopping)
    return found === file.sha256 ? stamp : null
  }
}
