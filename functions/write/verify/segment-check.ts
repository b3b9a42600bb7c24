// Checks one segment against the ledger: its files, its events, and its rollup recomputed from the events.
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { OperatorError } from '../../operator-error.ts'
import type { Segment } from '../../published/manifest.ts'
import { type Digested, digestsOf, MAX_DIGESTED_EVENTS } from '../ledger/digest.ts'
import { parquet } from '../ledger/duck.ts'
import { differingEvents, ledgerFaults } from './compare-events.ts'
import { type Difference, Replaced } from './difference.ts'
import type { LedgerSide } from './ledger-side.ts'
import { type Folder, fileFault, unreadable } from './listed-file.ts'
import { Recount } from './recount.ts'
import { extentFaults, rollupFaults, timesFaults } from './segment-faults.ts'
import { type HoldsMore, unredacted } from './unredacted.ts'

export type Bench = {
  holdsMore: HoldsMore
  folder: Folder
  ledger: LedgerSide
  connect: () => Promise<DuckDBConnection>
  /** Is told up to which event the check has come. */
  onEvent: (seq: number) => void
}

/**
 * @param ledgerEnd events above it are not looked for in the ledger
 * @returns what differs
 * @throws Replaced when the newest snapshot does not list the segment any more and its files are gone; OperatorError
 */
export async function checkSegment(bench: Bench, segment: Segment, ledgerEnd: number): Promise<Difference[]> {
  const { folder, ledger } = bench
  const eventsFault = await fileFault(folder, segment.events)
  const rollupFault = await fileFault(folder, segment.rollup)
  const faults = [eventsFault, rollupFault].filter((fault) => fault !== null)
  if (eventsFault) {
    const last = Math.min(segment.last_seq, ledgerEnd)
    return [...faults, ...(await ledgerFaults(ledger.digests, { first: segment.first_seq, last }))]
  }
  const [digesting, counting, scanning] = [
    await bench.connect(),
    await bench.connect(),
    await bench.connect(),
  ]
  try {
    const recount = new Recount(counting)
    const events = await eventFaults(bench, segment, ledgerEnd, { digesting, scanning, recount })
    const rollup = rollupFault ? [] : await rollupFaults(folder, recount, segment)
    return [...faults, ...events, ...timesFaults(recount, segment), ...rollup]
  } finally {
    digesting.closeSync()
    counting.closeSync()
    scanning.closeSync()
  }
}

/** Goes through the events once, for their comparison, the recount, and what should not stand in them. */
async function eventFaults(
  { folder, ledger, holdsMore, onEvent }: Bench,
  { first_seq, last_seq, events }: Segment,
  ledgerEnd: number,
  {
    digesting,
    scanning,
    recount,
  }: { digesting: DuckDBConnection; scanning: DuckDBConnection; recount: Recount },
): Promise<Difference[]> {
  const relation = parquet([join(folder.directory, events.name)])
  const file = (digested: Digested) => digestsOf(digesting, relation, digested)
  try {
    const found = await extentFaults(digesting, relation, { first_seq, last_seq, name: events.name })
    for (let first = first_seq; first <= last_seq; first += MAX_DIGESTED_EVENTS) {
      const last = Math.min(last_seq, first + MAX_DIGESTED_EVENTS - 1)
      const compared = { first, last: Math.min(last, ledgerEnd) }
      const comparing =
        first > ledgerEnd
          ? []
          : differingEvents({ ledger: ledger.digests, file, name: events.name }, compared)
      // Settled, so that nothing still runs on a connection that is closed because another one failed.
      const [differing, counted, scanned] = await Promise.allSettled([
        comparing,
        recount.add(`${relation} WHERE seq BETWEEN ${first} AND ${last}`),
        unredacted(scanning, holdsMore, { relation, name: events.name }, { first, last }),
      ])
      if (differing.status === 'rejected') throw differing.reason
      if (counted.status === 'rejected') throw counted.reason
      if (scanned.status === 'rejected') throw scanned.reason
      found.push(...differing.value, ...scanned.value)
      onEvent(last)
    }
    return found
  } catch (error) {
    if (error instanceof OperatorError || error instanceof Replaced) throw error
    return [await unreadable(folder, events.name, error)]
  }
}
