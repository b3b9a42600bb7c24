// Requests that are wrong in many ways, drawn from a seed: each knows the answer it must get.
// It must never draw a request that is right after all.
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { MAX_EVENT_BYTES } from '../../functions/event.ts'
import type { ProblemSlug } from '../../functions/problem.ts'
import { event } from './in-process.ts'

export type Malformed = {
  kind: string
  method: string
  path: string
  headers: Record<string, string>
  body: Uint8Array | ReadableStream | null
  problem: ProblemSlug
  /** What the answer's `errors` name, where it has any. */
  named?: string
  /** Set for what only the public port serves. */
  at?: 'public'
}

type Wrong = Pick<Malformed, 'problem'> & Partial<Malformed>

const bytes = (text: string) => Buffer.from(text)
const json = (changes: Record<string, unknown> = {}) => JSON.stringify(event(changes))
const good = json()
const repeat = (text: string, times: number) => text.repeat(times)

const malformedBody = (body: Uint8Array): Wrong => ({ problem: 'malformed-body', body })
const invalid = (text: string, named?: string): Wrong => ({
  problem: 'invalid-event',
  body: bytes(text),
  ...(named === undefined ? {} : { named }),
})
const tooLarge = (body: Malformed['body']): Wrong => ({ problem: 'body-too-large', body })

/** A body that comes in parts, and breaks off when `error` is given. */
const inParts = (parts: Uint8Array[], error?: Error) =>
  new ReadableStream({
    start(stream) {
      for (const part of parts) stream.enqueue(part)
      if (error) stream.error(error)
      else stream.close()
    },
  })

const FIELDS = ['event', 'session_id', 'agent_draft', 'suggestion_used', 'policy_refs', 'latency_ms'] as const
const TEXTS = ['agent_draft', 'suggestion_used'] as const
const IDS = ['session_id', 'suggestion_id', 'agent_id'] as const

const notText = fc.constantFrom(7, true, {}, ['a'], { toString: 'x' })
const wrongTypes = fc.oneof(
  fc.tuple(fc.constantFrom('session_id', 'agent_draft', 'suggestion_used', 'agent_id', 'event_id'), notText),
  fc.tuple(fc.constant('event'), fc.constantFrom<unknown>('OFFERED', '', 7, null, ['offered'], {})),
  fc.tuple(fc.constant('latency_ms'), fc.constantFrom<unknown>('7', 1.5, -1, 3_600_001, null, [], 1e308)),
  fc.tuple(fc.constant('policy_refs'), fc.constantFrom<unknown>('ADV', {}, 7, null, { length: 1 })),
  fc.tuple(fc.constant('ab_test_bucket'), fc.constantFrom<unknown>('ON', 1, true, null)),
  fc.tuple(
    fc.constant('occurred_at'),
    fc.constantFrom<unknown>('yesterday', '2026-02-30T00:00:00Z', 0, null),
  ),
)

const inside = (text: string) => fc.integer({ min: 1, max: text.length - 1 })
const tokens = fc.stringMatching(/^[a-z]{2,12}$/)

/** Each kind of wrong request. */
const KINDS: Record<string, fc.Arbitrary<Wrong>> = {
  'JSON that is cut short': inside(good).map((at) => malformedBody(bytes(good.slice(0, at)))),
  'what looks like JSON': fc
    .constantFrom(
      `${good},`,
      good.replaceAll('"', "'"),
      good.replace('320', 'NaN'),
      good.replace('320', '0320'),
      good.replace('{', '{// a comment\n'),
      good.replace('}', ',}'),
      `${good}${good}`,
      good.replace('returns', 'returns\n'),
      good.replace('returns', '\\x41'),
      '',
      ' \n',
      'undefined',
    )
    .map((text) => malformedBody(bytes(text))),
  'invalid UTF-8': fc
    .tuple(
      inside(good),
      fc.constantFrom([0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x28]),
    )
    .map(([at, odd]) =>
      malformedBody(Buffer.concat([bytes(good.slice(0, at)), Buffer.from(odd), bytes(good.slice(at))])),
    ),
  'another encoding of text': fc.constantFrom(malformedBody(Buffer.from(good, 'utf16le'))),
  'NUL bytes between': inside(good).map((at) =>
    malformedBody(bytes(`${good.slice(0, at)}\0${good.slice(at)}`)),
  ),
  'NUL characters in texts': fc
    .constantFrom(...TEXTS)
    .map((field) => invalid(json({ [field]: 'a\0b' }), field)),
  'lone surrogates': fc
    .tuple(fc.constantFrom(...TEXTS), fc.constantFrom('\\ud800', '\\udfff', '\\udc00\\ud800'))
    .map(([field, odd]) => invalid(json({ [field]: '~' }).replace('~', odd), field)),
  'ids that are not printable ASCII': fc
    .tuple(fc.constantFrom(...IDS), fc.constantFrom('é', 'a\0', '\n', '\u202e', '', 'x'.repeat(201)))
    .map(([field, odd]) => invalid(json({ [field]: odd }), field)),
  'no object at all': fc
    .constantFrom('null', 'true', '7', '"event"', '[]', `[${good}]`, '1e400')
    .map((text) => invalid(text)),
  'a field too few': fc
    .constantFrom('event', 'session_id', 'agent_draft', 'latency_ms')
    .map((field) => invalid(json({ [field]: undefined }), field)),
  'a field of another type': wrongTypes.map(([field, value]) => invalid(json({ [field]: value }), field)),
  'a field that comes twice, wrong the second time': fc
    .constantFrom(...FIELDS)
    .map((field) => invalid(good.replace(/}$/, `,"${field}":{"a":1}}`), field)),
  'long texts': fc
    .constantFrom(...TEXTS)
    .map((field) => invalid(json({ [field]: 'x'.repeat(20_001) }), field)),
  'long lists': fc
    .integer({ min: 51, max: 100_000 })
    .map((length) => invalid(json({ policy_refs: Array(length).fill('a') }), 'policy_refs')),
  'a list of a million': fc
    .constantFrom('0', 'null', '{}')
    .map((item) => tooLarge(bytes(good.replace('["ADV-6.2"]', `[${repeat(`${item},`, 999_999)}${item}]`)))),
  'deep nesting': fc
    .tuple(
      fc.integer({ min: 1_000, max: 100_000 }),
      fc.constantFrom<[string, string]>(['[', ']'], ['{"a":', '}']),
    )
    .map(([depth, [open, close]]) => {
      const nested = `${repeat(open, Math.floor(depth / open.length))}1${repeat(close, Math.floor(depth / open.length))}`
      return invalid(good.replace('"ADV-6.2"', nested), 'policy_refs.0')
    }),
  'an event under __proto__': fc
    .constantFrom('__proto__', 'constructor', 'prototype')
    .map((key) => invalid(`{"${key}":${good}}`, 'event')),
  'a gzip bomb': fc.integer({ min: MAX_EVENT_BYTES + 1, max: 8 * MAX_EVENT_BYTES }).map((size) => ({
    ...tooLarge(gzipSync(Buffer.alloc(size, ' '), { level: 9 })),
    headers: { 'Content-Encoding': 'gzip' },
  })),
  'gzip that is damaged': fc
    .tuple(inside(gzipSync(good).toString('latin1')), fc.boolean())
    .map(([at, cut]) => {
      const packed = gzipSync(good)
      const flipped = Buffer.from(
        packed.map((byte, index) => (index > 9 && index >= at ? byte ^ 0x55 : byte)),
      )
      return {
        ...malformedBody(cut ? packed.subarray(0, at) : flipped),
        headers: { 'Content-Encoding': 'gzip' },
      }
    }),
  'gzip that is none': fc.constantFrom('gzip', 'x-gzip').map((encoding) => ({
    ...malformedBody(bytes(good)),
    headers: { 'Content-Encoding': encoding },
  })),
  'an encoding that is not taken': fc
    .oneof(fc.constantFrom('br', 'deflate', 'zstd', 'compress', 'gzip, gzip', 'gzip;q=1', '*'), tokens)
    .filter((encoding) => !['gzip', 'identity'].includes(encoding))
    .map((encoding) => ({
      problem: 'unsupported-media-type' as const,
      headers: { 'Content-Encoding': encoding },
      named: 'Content-Encoding',
    })),
  'a content type that is not taken': fc
    .constantFrom(
      'text/html',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'application/json, text/html',
      'json',
      '*/*',
      ';charset=utf-8',
    )
    .map((type) => ({ problem: 'unsupported-media-type' as const, headers: { 'Content-Type': type } })),
  'plain text from another origin': fc
    .constantFrom('https://evil.example', 'null', 'http://localhost:81', 'not an origin')
    .map((Origin) => ({
      problem: 'origin-not-allowed' as const,
      headers: { 'Content-Type': 'text/plain;charset=UTF-8', Origin },
    })),
  'a key of idempotency that is none': fc
    .constantFrom('once', '', '7', '"', `"${repeat('0', 36)}"`)
    .map((key) => ({
      problem: 'invalid-parameter' as const,
      headers: { 'Idempotency-Key': key },
      named: 'Idempotency-Key',
    })),
  'a body that is too large, its size said or not': fc
    .tuple(fc.integer({ min: 1, max: 100_000 }), fc.boolean())
    .map(([more, said]) => {
      const large = Buffer.alloc(MAX_EVENT_BYTES + more, 'x')
      return said
        ? { ...tooLarge(large), headers: { 'Content-Length': String(large.length) } }
        : tooLarge(inParts([large.subarray(0, 1_000), large.subarray(1_000)]))
    }),
  'a body that breaks off': inside(good).map((at) => ({
    problem: 'malformed-body' as const,
    body: inParts([bytes(good.slice(0, at))], new Error('the connection was reset')),
  })),
  'a parameter that cannot be understood': fc
    .tuple(
      fc.constantFrom('/analytics/summary', '/events/recent', '/reports', '/export/events.csv'),
      fc.constantFrom(
        ['from', 'yesterday'],
        ['to', '2026-02-30'],
        ['tz', 'Mars/Olympus'],
        ['bucket', 'ON'],
        ['event', "offered' OR 1=1"],
        ['session_id', '\0'],
        ['agent_id', 'x'.repeat(201)],
      ),
    )
    .map(([path, [field, value]]) => ({
      problem: 'invalid-parameter' as const,
      method: 'GET',
      path: `${path}?${field}=${encodeURIComponent(value as string)}`,
      body: null,
      named: field as string,
      at: 'public' as const,
    })),
  'another method': fc.constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY').map((method) => ({
    problem: 'method-not-allowed' as const,
    method,
  })),
  'another address': fc
    .constantFrom(
      '/events/coach/',
      '/events//coach',
      '/EVENTS/coach',
      '/events/coach%00',
      '/events/%zz',
      '/%ff',
    )
    .map((path) => ({ problem: 'not-found' as const, path })),
}

const PER_KIND = 20

/** 20 of each kind: the same for the same seed. */
export const malformedRequests = (seed: number): Malformed[] =>
  Object.entries(KINDS).flatMap(([kind, wrong]) =>
    fc.sample(wrong, { seed, numRuns: PER_KIND }).map(({ headers, ...rest }) => ({
      kind,
      method: 'POST',
      path: '/events/coach',
      body: bytes(good),
      headers: { 'Content-Type': 'application/json', ...headers },
      ...rest,
    })),
  )
