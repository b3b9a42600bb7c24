// Reading a body within its bound, packed or not.
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { readBody } from '../../functions/http.ts'
import { Problem } from '../../functions/problem.ts'

const KIB = 1024

/** A body as it arrives in parts, its length not announced. */
const inParts = (bytes: Uint8Array, partBytes: number) =>
  new ReadableStream({
    start(stream) {
      for (let at = 0; at < bytes.length; at += partBytes) stream.enqueue(bytes.subarray(at, at + partBytes))
      stream.close()
    },
  })

type Body = string | Uint8Array | ReadableStream

const request = (body: Body, encoding?: string) =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    duplex: 'half',
    headers: encoding === undefined ? {} : { 'content-encoding': encoding },
  } as RequestInit)

/** The text, or the problem's slug and detail. */
const read = async (body: Body, encoding?: string) =>
  readBody(request(body, encoding), 4 * KIB).then(
    (bytes) => Buffer.from(bytes).toString(),
    (error) => (error instanceof Problem ? [error.slug, error.detail] : error),
  )

const text = 'x'.repeat(4 * KIB)
const tooLarge = ['body-too-large', 'The body may have at most 4 KiB.']
const damaged = ['malformed-body', 'The body is not valid gzip, or was cut short.']

it('a body of exactly the bound is read, packed or not; one byte more is refused', async () => {
  expect([await read(text), await read(gzipSync(text), 'gzip')]).toEqual([text, text])
  expect([await read(`${text}x`), await read(gzipSync(`${text}x`), 'gzip')]).toEqual([tooLarge, tooLarge])
})

it('the encodings are named as HTTP names them, in any case; several members of gzip are one body', async () => {
  const twice = Buffer.concat([gzipSync('left, '), gzipSync('right')])
  expect([
    await read(gzipSync('a'), 'GZIP'),
    await read(gzipSync('b'), 'x-gzip'),
    await read('c', 'identity'),
    await read(twice, 'gzip'),
    await read(inParts(gzipSync('in parts'), 3), 'gzip'),
  ]).toEqual(['a', 'b', 'c', 'left, right', 'in parts'])
})

it('gzip that is damaged, cut short, followed by something else or none at all is malformed', async () => {
  const good = gzipSync('a body of some length')
  const flipped = Buffer.from(good)
  flipped[12] = (flipped[12] as number) ^ 0xff
  expect([
    await read(flipped, 'gzip'),
    await read(good.subarray(0, -5), 'gzip'),
    await read(Buffer.concat([good, Buffer.from('and more')]), 'gzip'),
    await read('{}', 'gzip'),
    await read('', 'gzip'),
  ]).toEqual([damaged, damaged, damaged, damaged, damaged])
})

it('a bomb is given up at the bound: what follows is not even looked at', async () => {
  const bomb = gzipSync(Buffer.alloc(2 * KIB * KIB)) // 2 KiB that unpack to 2 MiB
  const thenDamaged = Buffer.concat([bomb, Buffer.from('no gzip')])
  expect([await read(bomb, 'gzip'), await read(thenDamaged, 'gzip')]).toEqual([tooLarge, tooLarge])
})

it('another encoding is refused and named, before the body is read', async () => {
  const stream = inParts(brotliCompressSync('{}'), 1)
  expect(await read(stream, 'br')).toEqual([
    'unsupported-media-type',
    'Content-Encoding must be gzip or absent, not br',
  ])
  expect(stream.locked).toBe(false)
  expect(await read('{}', 'gzip, gzip')).toEqual([
    'unsupported-media-type',
    'Content-Encoding must be gzip or absent, not gzip, gzip',
  ])
})

it('what comes in parts is refused at the part that is too much', async () => {
  expect(await read(inParts(Buffer.alloc(5 * KIB), 1_000))).toEqual(tooLarge)
})
