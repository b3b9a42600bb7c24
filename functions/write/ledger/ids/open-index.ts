// Opens the id index as an earlier process left it, and makes what is missing again from the ledger.
// It must never use a file that is not whole, or that another ledger's ids are in.
import { readdir } from 'node:fs/promises'
import type { Range } from '../../../published/names.ts'
import { Generation } from './generation.ts'
import { rangeOfName } from './generation-file.ts'
import { IdIndex, type IdIndexOptions } from './id-index.ts'
import { capacityOf } from './id-table.ts'
import { SealedGeneration } from './sealed-generation.ts'

/** @param last the ledger's last event  @throws what the ledger throws */
export async function openIdIndex(options: IdIndexOptions, last: number): Promise<IdIndex> {
  const { bounds, ledger, clock } = options
  const recent = await ledger.firstBetween(clock() - bounds.reachMs, clock())
  const reach = { first: Math.max(1, Math.min(last - bounds.reachEvents + 1, recent ?? last)), last }
  const whole = await openWhole(options, last)
  const end = whole.at(-1)
  const growing =
    end !== undefined &&
    end.footer.last >= reach.first - 1 &&
    end.footer.slots === bounds.slots &&
    events(end) < capacityOf(bounds.slots)
  const newest = growing
    ? await end.load()
    : Generation.empty(Math.max(reach.first, (end?.footer.last ?? 0) + 1), bounds.slots)
  if (growing) await end.close()
  const index = new IdIndex(options, {
    sealed: growing ? whole.slice(0, -1) : whole,
    newest,
    kept: growing ? { ...end.footer, name: end.name } : null,
  })
  await index.tidy()
  for (const gap of gaps({ first: reach.first, last: newest.first - 1 }, whole)) await index.fill(gap)
  await index.catchUp(last)
  return index
}

const events = ({ footer }: SealedGeneration) => footer.last - footer.first + 1

/** The files that are whole and this ledger's, in the order of their events; no two hold the same event. */
async function openWhole(options: IdIndexOptions, last: number): Promise<SealedGeneration[]> {
  const { folder, log } = options
  const ranges = (await readdir(folder).catch(() => []))
    .map(rangeOfName)
    .filter((range) => range !== null)
    // Of those that begin alike the longest comes first: the others are its beginnings.
    .sort((a, b) => a.first - b.first || b.last - a.last)
  const whole: SealedGeneration[] = []
  for (const range of ranges) {
    if (range.last > last || range.first <= (whole.at(-1)?.footer.last ?? 0)) continue
    const name = `${range.first}-${range.last}.ids`
    try {
      const generation = await SealedGeneration.open(folder, name)
      if (await isOf(options, generation)) whole.push(generation)
      else await generation.close()
    } catch (error) {
      log.warn({ err: error, file: name }, 'a file of the id index cannot be used and is made again')
    }
  }
  return whole
}

/** Whether the ledger's first and last id of a generation's range stand where it says. */
async function isOf({ ledger }: IdIndexOptions, generation: SealedGeneration): Promise<boolean> {
  const { first, last } = generation.footer
  for (const seq of [first, last]) {
    const found: number[] = []
    generation.find(await ledger.read({ first: seq, last: seq }), (at) => found.push(at))
    if (!found.includes(seq)) return false
  }
  return true
}

/** What of a range is in none of the generations, which are in order. */
function gaps({ first, last }: Range, generations: readonly SealedGeneration[]): Range[] {
  const starts = [first, ...generations.map(({ footer }) => footer.last + 1)]
  const ends = [...generations.map(({ footer }) => footer.first - 1), last]
  return starts
    .map((start, n) => ({ first: Math.max(first, start), last: Math.min(last, ends[n] as number) }))
    .filter((gap) => gap.first <= gap.last)
}
