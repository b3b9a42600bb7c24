// The ids of a range of events, in memory: a table with a key of its own, filled in the order of seq.
import { randomBytes } from 'node:crypto'
import type { Range } from '../../../published/names.ts'
import { type HashKey, halfSipHash } from './half-sip-hash.ts'
import { capacityOf, IdTable } from './id-table.ts'
import { WORDS_AN_ID } from './id-words.ts'

export class Generation {
  readonly first: number
  readonly slots: number
  readonly key: HashKey
  readonly table: IdTable
  #last: number

  constructor(range: Range, slots: number, key: HashKey, table: IdTable) {
    this.first = range.first
    this.#last = range.last
    this.slots = slots
    this.key = key
    this.table = table
  }

  /** One without events; the next it takes is event `first`. */
  static empty(first: number, slots: number): Generation {
    const random = randomBytes(8)
    const key = [random.readUInt32LE(0), random.readUInt32LE(4)] as const
    return new Generation({ first, last: first - 1 }, slots, key, new IdTable(slots))
  }

  get last(): number {
    return this.#last
  }

  get events(): number {
    return this.#last - this.first + 1
  }

  get full(): boolean {
    return this.events >= capacityOf(this.slots)
  }

  /** @param ids of the events after `last`, four words each  @returns those for which there is no room */
  take(ids: Uint32Array): Uint32Array {
    const room = (capacityOf(this.slots) - this.events) * WORDS_AN_ID
    const taken = ids.subarray(0, room)
    this.table.insert(halfSipHash(this.key, taken), this.events + 1)
    this.#last += taken.length / WORDS_AN_ID
    return ids.subarray(room)
  }

  /** @param found is told the seq of each event that may have one of these ids */
  find(ids: Uint32Array, found: (seq: number) => void): void {
    this.table.find(halfSipHash(this.key, ids), (place) => found(this.first + place - 1))
  }
}
