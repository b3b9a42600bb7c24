// Compares the ledger's events with a published file's, by digests; and the ledger's with what it should hold where
// there is no file to compare with.
import type { Range } from '../../published/names.ts'
import { type Digested, type Digests, MAX_DIGESTED_EVENTS } from '../ledger/digest.ts'
import type { Difference } from './difference.ts'
import { type Found, narrowed } from './narrow.ts'

export type DigestSource = (digested: Digested) => Promise<Digests>

const partOf = ({ first, last }: Range, step: number, index: number): Range => ({
  first: first + index * step,
  last: Math.min(last, first + (index + 1) * step - 1),
})

/**
 * @param file the events of the published file `name`  @param range at most MAX_DIGESTED_EVENTS
 * @returns one difference for each run of neighbouring events that differ in the same way; empty when all are equal
 */
export async function differingEvents(
  sides: { ledger: DigestSource; file: DigestSource; name: string },
  range: Range,
): Promise<Difference[]> {
  const differences = await narrowed(async (within, step) => {
    const question = { ...within, step }
    const [ledger, file] = await Promise.all([sides.ledger(question), sides.file(question)])
    return ledger.flatMap((one, index): Found[] => {
      const other = file[index] ?? { rows: 0, digest: '' }
      if (one.rows === other.rows && one.digest === other.digest) return []
      const part = partOf(within, step, index)
      const size = part.last - part.first + 1
      if (one.rows === 0 && other.rows === size)
        return [{ ...part, what: `missing in the ledger, published in ${sides.name}`, whole: true }]
      if (other.rows === 0 && one.rows === size)
        return [{ ...part, what: `in the ledger, missing in ${sides.name}`, whole: true }]
      const twice = size === 1 && (one.rows > 1 ? 'the ledger' : other.rows > 1 ? sides.name : null)
      if (twice) return [{ ...part, what: `more than once in ${twice}`, whole: true }]
      return [{ ...part, what: `the ledger and ${sides.name} do not say the same`, whole: false }]
    })
  }, range)
  return differences.map((difference) => ({ ...difference, file: sides.name }))
}

/** @returns one difference for each run of seqs that the ledger does not hold, or holds more than once */
export async function ledgerFaults(ledger: DigestSource, range: Range): Promise<Difference[]> {
  const found: Difference[] = []
  for (let first = range.first; first <= range.last; first += MAX_DIGESTED_EVENTS) {
    const last = Math.min(range.last, first + MAX_DIGESTED_EVENTS - 1)
    const faults = narrowed(
      async (within, step) =>
        (await ledger({ ...within, step })).flatMap(({ rows }, index): Found[] => {
          const part = partOf(within, step, index)
          const size = part.last - part.first + 1
          if (rows === size) return []
          if (rows === 0) return [{ ...part, what: 'missing in the ledger', whole: true }]
          if (size === 1) return [{ ...part, what: 'more than once in the ledger', whole: true }]
          return [{ ...part, what: `the ledger holds ${rows} events there`, whole: false }]
        }),
      { first, last },
    )
    found.push(...(await faults))
  }
  return found
}
