// Up to which event clients have been told that theirs is stored, in a small file of its own, a moment late: should the
// journal or the table's log lose its end, that does not pass for the end of the events.
// It must never hold up a commit, nor be trusted when it is damaged itself.
import { type FileHandle, open, readFile, rm } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { Logger } from 'pino'

/** Between two writes, one flush each; what was acknowledged since the last one is not in it. */
const WRITE_MS = 1_000
/** Less than a sector: it is written whole or not at all. */
const BYTES = 64

const fileOf = (ledgerFile: string) => `${ledgerFile}.mark`

/** Null when there is none, or none that is whole. */
export async function readMark(ledgerFile: string): Promise<number | null> {
  const text = await readFile(fileOf(ledgerFile), 'latin1').catch(() => '')
  const [, seq = '', checksum] = /^(\d+) (\d+) *\n$/.exec(text) ?? []
  return crc32(seq) === Number(checksum) && seq !== '' ? Number(seq) : null
}

export class HighWaterMark {
  readonly #path: string
  readonly #file: FileHandle
  readonly #log: Logger
  #seq = 0
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  private constructor(path: string, file: FileHandle, log: Logger) {
    this.#path = path
    this.#file = file
    this.#log = log
  }

  static async begin(ledgerFile: string, seq: number, log: Logger): Promise<HighWaterMark> {
    const path = fileOf(ledgerFile)
    const mark = new HighWaterMark(path, await open(path, 'w', 0o600), log)
    mark.#seq = seq
    await mark.#write()
    return mark
  }

  /** The events up to this one are durable. */
  note(seq: number): void {
    this.#seq = seq
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#writing = this.#write()
    }, WRITE_MS).unref()
  }

  async #write(): Promise<void> {
    const seq = String(this.#seq)
    try {
      await this.#file.write(`${`${seq} ${crc32(seq)}`.padEnd(BYTES - 1)}\n`, 0)
      await this.#file.datasync()
    } catch (error) {
      this.#log.error({ err: error }, 'the high-water mark could not be written; it is tried again')
    }
  }

  /** @param options.keep whether the next start is to find it: after a clean stop there is nothing to tell */
  async close({ keep }: { keep: boolean }): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    await this.#writing
    await this.#file.close()
    if (!keep) await rm(this.#path, { force: true })
  }
}
