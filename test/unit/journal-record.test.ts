// The form of the journal's files: what comes back of what was written, whatever lies around it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '../../functions/event.ts'
import { recordEncoder, recordsIn } from '../../functions/write/ledger/journal/record.ts'
import { logged } from '../support/logged.ts'

/** In memory of its own. */
const encodeRecord = (events: readonly LoggedEvent[]) => recordEncoder()(events)
const groupsIn = (file: Buffer) => [...recordsIn(file)].map(({ events }) => events())
const group = (first: number, size = 2, changes: Partial<LoggedEvent> = {}) =>
  Array.from({ length: size }, (_, n) => logged(first + n, changes))

describe('a record of the journal', () => {
  it('gives back the events that were written, with whatever text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ agent_draft: fc.string({ unit: 'grapheme' }), latency_ms: fc.nat() })),
        (changes) => {
          const events = changes.map((change, n) => logged(n + 1, change))
          expect(groupsIn(encodeRecord(events))).toEqual([events])
        },
      ),
    )
  })

  it('is found behind a file’s rest of another, of zeros and of a torn record', () => {
    const torn = encodeRecord(group(3)).subarray(0, -1)
    const file = Buffer.concat([
      encodeRecord(group(1)),
      torn,
      Buffer.alloc(100),
      encodeRecord(group(5)).subarray(7),
      encodeRecord(group(7)),
    ])
    expect(groupsIn(file)).toEqual([group(1), group(7)])
  })

  it('is none when a single bit of it has changed', () => {
    const record = encodeRecord(group(1, 1))
    for (let bit = 0; bit < record.length * 8; bit += 1) {
      const damaged = Buffer.from(record)
      damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(groupsIn(damaged)).toEqual([])
    }
  })

  it('cannot be faked by the text of an event', () => {
    const inner = encodeRecord(group(99, 1))
    const texts = [inner.toString('latin1'), inner.toString('utf8'), inner.toString('utf16le')]
    const outer = encodeRecord(texts.map((agent_draft, n) => logged(n + 1, { agent_draft })))
    outer.writeUInt8(outer.readUInt8(8) ^ 1, 8) // its checksum: a reader then looks for the next record within it
    expect(groupsIn(outer)).toEqual([])
  })
})
