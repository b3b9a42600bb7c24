// The index of ids over small generations: whatever befalls it, no event within its reach is left out.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdTable } from '../../functions/write/ledger/ids/id-table.ts'
import { idWords } from '../../functions/write/ledger/ids/id-words.ts'
import { openIdIndex } from '../../functions/write/ledger/ids/open-index.ts'
import { testFolder } from '../support/folder.ts'
import { idOf, idsOf, type Stored } from '../support/id-ledger.ts'
import { silent } from '../support/in-process.ts'

const BOUNDS = { slots: 16, reachEvents: 40, reachMs: 1_000, worthKeeping: 5 }

/** An index, the ledger that it is of, and what may befall them. */
async function indexed() {
  const folder = join(testFolder(), 'ids')
  const events: Stored[] = []
  let now = 1_000_000
  let made = 0
  const open = () =>
    openIdIndex(
      { folder, ledger: idsOf(events), bounds: BOUNDS, clock: () => now, log: silent },
      events.length,
    )
  let index = await open()
  const store = (count: number) => {
    const first = events.length + 1
    const added = Array.from({ length: count }, (_, n) => ({ id: idOf(made + n + 1), came: now }))
    made += count
    events.push(...added)
    return { first, ids: idWords(added.map(({ id }) => id)) }
  }
  const files = () => (existsSync(folder) ? readdirSync(folder).sort() : [])
  return {
    events,
    files,
    folder,
    commit(count: number) {
      const { first, ids } = store(count)
      index.add(first, ids)
    },
    bulk: (count: number) => void store(count),
    pass(ms: number) {
      now += ms
    },
    async restart(meanwhile = () => {}) {
      await index.close()
      meanwhile()
      index = await open()
    },
    /** The folder is left as it lies now, with whatever is half written. */
    async kill() {
      const left = `${folder}.left`
      if (existsSync(folder)) cpSync(folder, left, { recursive: true })
      await index.close()
      rmSync(folder, { recursive: true, force: true })
      if (existsSync(left)) cpSync(left, folder, { recursive: true })
      rmSync(left, { recursive: true, force: true })
      index = await open()
    },
    /** By the ledger: the events that have one of these ids, of those that the index names. */
    async confirmed(ids: readonly string[]) {
      await index.catchUp(events.length)
      const wanted = new Set(ids)
      const { seqs, unindexed } = index.find(idWords(ids))
      for (const { first, last } of unindexed) for (let seq = first; seq <= last; seq += 1) seqs.push(seq)
      return [...new Set(seqs)]
        .filter((seq) => wanted.has(events[seq - 1]?.id as string))
        .sort((a, b) => a - b)
    },
    reach: () =>
      events
        .map((event, n) => ({ ...event, seq: n + 1 }))
        .filter(({ came, seq }) => seq > events.length - BOUNDS.reachEvents || came > now - BOUNDS.reachMs),
    unindexed: () => index.find(idWords([])).unindexed,
    close: () => index.close(),
  }
}

type Indexed = Awaited<ReturnType<typeof indexed>>

const DAMAGES = {
  truncated: (path: string, at: number) => truncateSync(path, at % readFileSync(path).length),
  flipped: (path: string, at: number) => {
    const bytes = readFileSync(path)
    const place = at % bytes.length
    bytes[place] = (bytes[place] as number) ^ (1 << (at % 8))
    writeFileSync(path, bytes)
  },
  deleted: (path: string) => rmSync(path),
}

type Step = { what: 'commit' | 'bulk' | 'pass' | 'restart' | 'kill' | keyof typeof DAMAGES; n: number }

const upTo = (max: number) => fc.integer({ min: 1, max })
const of = (what: Step['what'], n: fc.Arbitrary<number>) => fc.record({ what: fc.constant(what), n })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: of('commit', upTo(30)) },
  { weight: 2, arbitrary: of('bulk', upTo(50)) },
  of('pass', upTo(1_500)),
  of('restart', fc.constant(0)),
  of('kill', fc.constant(0)),
  of('truncated', fc.nat()),
  of('flipped', fc.nat()),
  of('deleted', fc.nat()),
)

async function take(indexed: Indexed, { what, n }: Step) {
  if (what === 'commit' || what === 'bulk' || what === 'pass') indexed[what](n)
  else if (what === 'restart' || what === 'kill') await indexed[what]()
  else
    await indexed.restart(() => {
      const names = indexed.files()
      const name = names[n % names.length]
      if (name !== undefined) DAMAGES[what](join(indexed.folder, name), n)
    })
}

describe('the index of ids', () => {
  it('names every event within its reach and no other, after any commits, imports, stops, kills and damage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const subject = await indexed()
        for (const one of steps) {
          await take(subject, one)
          const reach = subject.reach()
          const known = await subject.confirmed(reach.map(({ id }) => id))
          expect(known).toEqual(reach.map(({ seq }) => seq))
          expect(await subject.confirmed([1, 2, 3].map((n) => idOf(n + 1_000_000)))).toEqual([])
        }
        expect(subject.unindexed()).toEqual([])
        await subject.close()
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('keeps its files as long as they are within reach, and no other file', async () => {
    const subject = await indexed()
    subject.commit(12)
    subject.pass(600)
    subject.bulk(60)
    await subject.confirmed([])
    await subject.restart()
    expect(subject.files()).toEqual([
      '1-12.ids',
      '13-24.ids',
      '25-36.ids',
      '37-48.ids',
      '49-60.ids',
      '61-72.ids',
    ])
    subject.pass(BOUNDS.reachMs)
    writeFileSync(join(subject.folder, '1-12.ids.tmp'), 'half a file')
    await subject.restart()
    // The newest 40 are the events from 33 on.
    expect(subject.files()).toEqual(['25-36.ids', '37-48.ids', '49-60.ids', '61-72.ids'])
    await subject.close()
  })

  it('keeps the newest generation over a stop when that is worth it, and goes on filling it', async () => {
    const subject = await indexed()
    subject.commit(BOUNDS.worthKeeping - 1)
    await subject.restart()
    expect(subject.files()).toEqual([])
    subject.commit(1)
    await subject.restart()
    expect(subject.files()).toEqual(['1-5.ids'])
    subject.commit(5)
    await subject.restart()
    expect(subject.files()).toEqual(['1-10.ids'])
    subject.commit(3)
    await subject.restart()
    expect(subject.files()).toEqual(['1-12.ids'])
    await subject.close()
  })

  it('of another ledger is made anew', async () => {
    const subject = await indexed()
    subject.commit(30)
    await subject.restart(() => {
      for (const [n, event] of subject.events.entries()) event.id = idOf(5_000 + n)
    })
    expect(await subject.confirmed(subject.events.map(({ id }) => id))).toEqual(
      subject.events.map((_, n) => n + 1),
    )
    await subject.close()
  })

  it('that cannot be written names the ranges to look through instead', async () => {
    const subject = await indexed()
    writeFileSync(subject.folder, 'no folder')
    subject.bulk(30)
    expect(await subject.confirmed([idOf(1), idOf(30), idOf(31)])).toEqual([1, 30])
    await subject.close()
    expect(subject.unindexed()).toEqual([
      { first: 1, last: 12, sealed_at: 1_000_000 },
      { first: 13, last: 24, sealed_at: 1_000_000 },
      { first: 25, last: 30, sealed_at: 1_000_000 },
    ])
  })

  it('whose file cannot be read any more names its range instead, and makes it again at the next start', async () => {
    const subject = await indexed()
    subject.bulk(30)
    await subject.confirmed([])
    await subject.restart()
    truncateSync(join(subject.folder, '1-12.ids'))
    expect(await subject.confirmed([idOf(1), idOf(13), idOf(31)])).toEqual([1, 13])
    expect(subject.unindexed()).toEqual([{ first: 1, last: 12, sealed_at: 1_000_000 }])
    await subject.restart()
    expect(await subject.confirmed([idOf(1), idOf(13), idOf(31)])).toEqual([1, 13])
    expect(subject.unindexed()).toEqual([])
    await subject.close()
  })
})

it('a table keeps a few places of an id that comes again and again, so that no probe is long', () => {
  const table = new IdTable(1024)
  table.insert(new Uint32Array(2 * 700), 1)
  const places: number[] = []
  table.find(new Uint32Array(2), (place) => places.push(place))
  expect(places).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})
