// Rows that wait in the staging file to be judged may hold anything, also what is to be redacted. There they are
// unreadable: their key dies with the process, so that a killed import leaves nothing of them.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-ctr'
const IV_BYTES = 16

export function sealer() {
  const key = randomBytes(32)
  return {
    /** @returns what only `unsealed` of the same sealer can read; of the same text another each time */
    sealed(text: string): string {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, key, iv)
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
    },
    unsealed(text: string): string {
      const bytes = Buffer.from(text, 'base64')
      const cipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES))
      return Buffer.concat([cipher.update(bytes.subarray(IV_BYTES)), cipher.final()]).toString('utf8')
    },
  }
}
