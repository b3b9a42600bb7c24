// A generation that lies in a file: an id is looked for with one read, or two, of the lines where it would stand.
// Reading is synchronous: the lines are nearly always in the page cache, and a read of it takes less than a microsecond.
import { readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Generation } from './generation.ts'
import { bytesOf, checkGeneration, type Footer, rangeOfName, readExactly } from './generation-file.ts'
import { halfSipHash } from './half-sip-hash.ts'
import { fingerprintOf, IdTable, LINE_BYTES, LINE_SLOTS, LINE_WORDS, lineOf, probeLine } from './id-table.ts'

/** Lines that are read at a time: 128 bytes cost as much as 64, and a probe that leaves them is rare. */
const READ_LINES = 2

export class SealedGeneration {
  readonly name: string
  readonly footer: Footer
  readonly #file: FileHandle
  readonly #lines = new Uint32Array(READ_LINES * LINE_WORDS)

  private constructor(name: string, footer: Footer, file: FileHandle) {
    this.name = name
    this.footer = footer
    this.#file = file
  }

  /** @throws when the file is not whole */
  static async open(folder: string, name: string): Promise<SealedGeneration> {
    const range = rangeOfName(name)
    if (range === null) throw new Error('the file has the name of another kind')
    const file = await open(join(folder, name), 'r')
    try {
      return new SealedGeneration(name, await checkGeneration(file, range), file)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** @param found is told the seq of each event that may have one of these ids  @throws when the file cannot be read */
  find(ids: Uint32Array, found: (seq: number) => void): void {
    const { first, slots, key } = this.footer
    const lines = slots / LINE_SLOTS
    const hashes = halfSipHash(key, ids)
    const foundPlace = (place: number) => found(first + place - 1)
    for (let n = 0; n < hashes.length / 2; n += 1) {
      const fingerprint = fingerprintOf(hashes, n)
      for (let line = lineOf(hashes, n, lines); ; ) {
        const read = Math.min(READ_LINES, lines - line)
        this.#read(line, read)
        let ended = false
        for (let at = 0; at < read && !ended; at += 1)
          ended = probeLine(this.#lines, at * LINE_WORDS, fingerprint, foundPlace)
        if (ended) break
        line = (line + read) % lines
      }
    }
  }

  #read(line: number, count: number): void {
    const bytes = count * LINE_BYTES
    if (readSync(this.#file.fd, this.#lines, 0, bytes, line * LINE_BYTES) !== bytes)
      throw new Error('the file has become shorter')
  }

  /** The same in memory, to be filled further. */
  async load(): Promise<Generation> {
    const { slots, key } = this.footer
    const bytes = new Uint8Array(bytesOf(slots))
    await readExactly(this.#file, bytes, 0)
    return new Generation(this.footer, slots, key, new IdTable(slots, new Uint32Array(bytes.buffer)))
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
