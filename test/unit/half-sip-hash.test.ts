import { expect, it } from 'vitest'
import { halfSipHash } from '../../functions/write/ledger/ids/half-sip-hash.ts'

it('gives what the reference implementation gives for 16 bytes, and each id its own', () => {
  const counting = new Uint32Array(Uint8Array.from({ length: 16 }, (_, n) => n).buffer)
  const key = [0x03020100, 0x07060504] as const
  const expected = '7336aad25f7bf3b5'
  const hashes = halfSipHash(key, Uint32Array.from([...counting, ...counting]))
  expect(Buffer.from(hashes.buffer).toString('hex')).toBe(expected + expected)
  expect(halfSipHash([0, 1], counting)).not.toEqual(halfSipHash([0, 0], counting))
})
