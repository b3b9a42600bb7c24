// How a generation lies in a file: its lines as in memory, then a footer that says what they are, with a checksum of all.
// A file has its final name only when it is whole and on disk; one that is not whole is never used.
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import type { Range } from '../../../published/names.ts'
import { renameDurably } from '../../durable.ts'
import { type AtLedgerStep, goOn } from '../steps.ts'
import type { Generation } from './generation.ts'
import { LINE_BYTES, LINE_SLOTS } from './id-table.ts'

/** Bytes read or written at a time, about 2 ms of checksum: what the event loop waits for. */
const PIECE_BYTES = 4 * 1024 * 1024
/** The footer is shorter and filled up with spaces. */
const FOOTER_BYTES = 512

const word = z.int().min(0).max(0xffff_ffff)
const footerSchema = z.object({
  format: z.literal(1),
  first: z.int().min(1),
  last: z.int().min(1),
  slots: z.int().min(LINE_SLOTS),
  key: z.tuple([word, word]),
  /** Epoch milliseconds; its events had all come by then. */
  sealed_at: z.number(),
})
const writtenSchema = footerSchema.extend({ checksum: word })

export type Footer = z.infer<typeof footerSchema>

export const bytesOf = (slots: number) => (slots / LINE_SLOTS) * LINE_BYTES

const nameOf = ({ first, last }: Range) => `${first}-${last}.ids`

/** The range that a file's name gives it, or null when it is none of these files. */
export function rangeOfName(name: string): Range | null {
  const found = /^(\d+)-(\d+)\.ids$/.exec(name)
  return found && { first: Number(found[1]), last: Number(found[2]) }
}

/** @throws when the file ends before */
export async function readExactly(file: FileHandle, into: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done)
    if (bytesRead === 0) throw new Error('the file ends too early')
    done += bytesRead
  }
}

const checksumOf = (footer: Footer, lines: number) => crc32(JSON.stringify(footer), lines)

/**
 * Writes a generation, which must not change meanwhile. Resolves when it is on disk under its name.
 * @param sealedAt epoch milliseconds  @returns the name
 */
export async function writeGeneration(
  folder: string,
  generation: Generation,
  sealedAt: number,
  atStep: AtLedgerStep = goOn,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const name = nameOf(generation)
  const draft = join(folder, `${name}.tmp`)
  const file = await open(draft, 'w')
  try {
    const { buffer, byteOffset, byteLength } = generation.table.words
    let checksum = 0
    for (let from = 0; from < byteLength; from += PIECE_BYTES) {
      const piece = new Uint8Array(buffer, byteOffset + from, Math.min(PIECE_BYTES, byteLength - from))
      checksum = crc32(piece, checksum)
      await file.writeFile(piece)
    }
    const { first, last, slots, key } = generation
    const footer: Footer = { format: 1, first, last, slots, key: [...key], sealed_at: sealedAt }
    const written = { ...footer, checksum: checksumOf(footer, checksum) }
    await file.writeFile(JSON.stringify(written).padEnd(FOOTER_BYTES))
    atStep('ids-written')
    await file.sync()
    atStep('ids-synced')
  } finally {
    await file.close()
  }
  await renameDurably(draft, join(folder, name))
  atStep('ids-named')
  return name
}

/**
 * What a file says it is, after every byte of it has been checked.
 * @throws when it is not whole, or not what its name says
 */
export async function checkGeneration(file: FileHandle, range: Range): Promise<Footer> {
  const { size } = await file.stat()
  const end = new Uint8Array(FOOTER_BYTES)
  await readExactly(file, end, size - FOOTER_BYTES)
  const { checksum, ...footer } = writtenSchema.parse(JSON.parse(Buffer.from(end).toString()))
  const bytes = bytesOf(footer.slots)
  if (footer.first !== range.first || footer.last !== range.last || size !== bytes + FOOTER_BYTES)
    throw new Error('the file is not what its name says')
  const piece = new Uint8Array(Math.min(PIECE_BYTES, bytes))
  let found = 0
  for (let from = 0; from < bytes; from += piece.length) {
    const part = piece.subarray(0, bytes - from)
    await readExactly(file, part, from)
    found = crc32(part, found)
  }
  if (checksumOf(footer, found) !== checksum) throw new Error('the file has another checksum')
  return footer
}
