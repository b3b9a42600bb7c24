import { describe, expect, it } from 'vitest'
import {
  type DigestSource,
  differingEvents,
  ledgerFaults,
} from '../../functions/write/verify/compare-events.ts'

/** A side that holds each event once but for these: how often, and what it says. Counts what it is asked. */
function side(changes: Record<number, { rows?: number; says?: string }>) {
  const asked: number[] = []
  const digests: DigestSource = async ({ first, last, step }) => {
    asked.push(step)
    const parts = []
    for (let from = first; from <= last; from += step) {
      const to = Math.min(last, from + step - 1)
      const within = Object.entries(changes).filter(([seq]) => Number(seq) >= from && Number(seq) <= to)
      const rows = within.reduce((sum, [, { rows: n = 1 }]) => sum + n - 1, to - from + 1)
      parts.push({ rows, digest: rows === 0 ? '' : JSON.stringify(within) })
    }
    return parts
  }
  return { digests, asked }
}

const compared = async (changes: Parameters<typeof side>[0], first = 1, last = 500_000) => {
  const ledger = side({})
  const found = await differingEvents(
    { ledger: ledger.digests, file: side(changes).digests, name: 'f' },
    { first, last },
  )
  return { messages: found.map(({ message }) => message), asked: ledger.asked }
}

describe('comparing half a million events', () => {
  it('takes one question when they are equal', async () => {
    expect(await compared({})).toEqual({ messages: [], asked: [500_000] })
  })

  it('takes three to name the one that differs, and the first and the last are found as well', async () => {
    for (const seq of [1, 314_159, 500_000])
      expect(await compared({ [seq]: { says: 'other' } })).toEqual({
        messages: [`event ${seq}: the ledger and f do not say the same`],
        asked: [500_000, 500, 1],
      })
  })

  it('names neighbours together, and by its range what is left when many places differ', async () => {
    const changes = Object.fromEntries(
      [10, 11, 12, 1_001, 2_001, 3_001, 4_001, 5_001, 6_001].map((seq) => [seq, { rows: 2 }]),
    )
    expect((await compared(changes)).messages).toEqual([
      'events 10-12: more than once in f',
      'event 1001: more than once in f',
      'event 2001: more than once in f',
      'event 3001: more than once in f',
      'event 4001: more than once in f',
      'events 5001-5500: the ledger and f do not say the same',
      'events 6001-6500: the ledger and f do not say the same',
    ])
  })

  it('names a long range that is missing with few questions', async () => {
    const changes = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [1_001 + n, { rows: 0 }]))
    expect(await compared(changes)).toEqual({
      messages: ['events 1001-4000: in the ledger, missing in f'],
      asked: [500_000, 500],
    })
  })
})

describe('the ledger by itself', () => {
  it('is said to miss, or to hold twice, what does not stand there once; also over more than one chunk', async () => {
    const changes = { 7: { rows: 0 }, 8: { rows: 0 }, 600000: { rows: 3 }, 1200000: { rows: 0 } }
    const found = await ledgerFaults(side(changes).digests, { first: 5, last: 1_200_000 })
    expect(found.map(({ message }) => message)).toEqual([
      'events 7-8: missing in the ledger',
      'event 600000: more than once in the ledger',
      'event 1200000: missing in the ledger',
    ])
  })
})
