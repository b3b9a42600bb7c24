import { describe, expect, it } from 'vitest'
import {
  EarlierFormat,
  LaterFormat,
  MANIFEST_FORMAT,
  parseManifest,
} from '../../functions/published/manifest.ts'
import { isPublishedName, segmentNames } from '../../functions/published/names.ts'

const time = '2026-01-01T00:00:00.000Z'
const file = (name: string) => ({ name, bytes: 10, sha256: 'a'.repeat(64) })
const segment = (first: number, last: number, rows = last - first + 1) => ({
  first_seq: first,
  last_seq: last,
  rows,
  min_ts: time,
  max_ts: time,
  min_filed_at: time,
  max_filed_at: time,
  events: file(`events-${first}.parquet`),
  rollup: file(`rollup-${first}.parquet`),
})
const manifest = (watermark: number, ...segments: object[]) => ({
  format: MANIFEST_FORMAT,
  version: 3,
  watermark,
  published_at: time,
  segments,
  coarse: [],
  retired: [],
  written: { first: 0, merged: 0 },
})
const parse = (value: object) => parseManifest(JSON.stringify(value))

describe('a manifest', () => {
  it('is accepted when its segments cover 1 to the watermark, each seq once', () => {
    const whole = manifest(30, segment(1, 10), segment(11, 30))
    expect(parse(whole)).toEqual(whole)
    expect(parse(manifest(0))).toEqual(manifest(0))
  })

  it('is refused when an event is missing, doubled, or above the watermark', () => {
    expect(() => parse(manifest(30, segment(1, 10), segment(12, 30)))).toThrow('a range starts at 12, not 11')
    expect(() => parse(manifest(30, segment(1, 10), segment(10, 30)))).toThrow('a range starts at 10, not 11')
    expect(() => parse(manifest(30, segment(1, 10)))).toThrow('segments end at 10, the watermark is 30')
    expect(() => parse(manifest(10, segment(1, 10, 9)))).toThrow('does not hold one row per seq')
  })

  it('is refused when it is cut, or of another format', () => {
    expect(() => parseManifest(JSON.stringify(manifest(0)).slice(0, -5))).toThrow(SyntaxError)
    expect(() => parse({ ...manifest(0), format: MANIFEST_FORMAT + 1 })).toThrow(LaterFormat)
    expect(() => parse({ ...manifest(0), format: MANIFEST_FORMAT - 1 })).toThrow(EarlierFormat)
  })

  it('has coarse rollups from event 1 to where a segment ends', () => {
    const coarse = (first_seq: number, last_seq: number) => ({
      first_seq,
      last_seq,
      months: file('months.parquet'),
      days: file('days.parquet'),
      agents: file('agents.parquet'),
    })
    const whole = manifest(30, segment(1, 10), segment(11, 30))
    const accepted = { ...whole, coarse: [coarse(1, 4), coarse(5, 10)] }
    expect(parse(accepted)).toEqual(accepted)
    expect(() => parse({ ...whole, coarse: [coarse(1, 4)] })).toThrow('end at 4, inside a segment')
    expect(() => parse({ ...whole, coarse: [coarse(2, 10)] })).toThrow('a range starts at 2, not 1')
  })

  it('cannot name a file outside its folder', () => {
    const outside = { ...segment(1, 10), events: file('../ledger.parquet') }
    expect(() => parse(manifest(10, outside))).toThrow()
  })
})

describe('names of published files', () => {
  it('say their range and never come twice', () => {
    const range = { first: 1, last: 250 }
    const names = segmentNames(range)
    expect(names.events).toMatch(/^events-000000000001-000000000250-[0-9a-f]{8}\.parquet$/)
    expect(segmentNames(range)).not.toEqual(names)
    expect([names.events, names.rollup, 'manifest.json', 'other.parquet'].map(isPublishedName)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
