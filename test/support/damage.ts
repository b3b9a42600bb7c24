// What may befall a file, by name.
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'

const at = (path: string, share: number) => Math.floor(statSync(path).size * share)

function flip(path: string, byte: number): void {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(byte) ^ 1, byte)
  writeFileSync(path, bytes)
}

export const DAMAGES = {
  'a bit flipped near its beginning': (path) => flip(path, 20),
  'a bit flipped in its middle': (path) => flip(path, at(path, 0.5)),
  'its second half cut off': (path) => truncateSync(path, at(path, 0.5)),
  'its last bytes cut off': (path) => truncateSync(path, statSync(path).size - 10),
  'nothing in it': (path) => truncateSync(path, 0),
  'zeros behind its end': (path) => writeFileSync(path, Buffer.alloc(500), { flag: 'a' }),
  'garbage behind its end': (path) => writeFileSync(path, Buffer.alloc(500, 'x'), { flag: 'a' }),
  'garbage in its place': (path) => writeFileSync(path, 'garbage '.repeat(100)),
  gone: (path) => rmSync(path),
} satisfies Record<string, (path: string) => void>

export type Damage = keyof typeof DAMAGES
