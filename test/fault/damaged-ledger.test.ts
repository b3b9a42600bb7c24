// Each file of a killed writer's ledger, damaged in each way: the next start has every event, or says what is wrong and
// what to do, and doing that brings every event back.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { restoreCommand } from '../../functions/cli/restore-command.ts'
import { readMark } from '../../functions/write/ledger/high-water-mark.ts'
import { DAMAGES, type Damage } from '../support/damage.ts'
import { rowsOf } from '../support/duck.ts'
import { some } from '../support/in-full.ts'
import { openWriter, silent } from '../support/in-process.ts'
import { EVENTS, forget, killedProducts } from '../support/killed-product.ts'
import { asShipped } from '../support/policies.ts'
import { manifestIn, published } from '../support/published.ts'
import { runHere } from '../support/run-here.ts'
import { flipBit } from '../support/sabotage.ts'
import { differencesIn } from '../support/verify.ts'

const product = killedProducts()
type Left = ReturnType<typeof product>

const files = {
  ledger: ({ ledgerFile }: Left) => ledgerFile,
  log: ({ ledgerFile }: Left) => `${ledgerFile}.wal`,
  journal: ({ ledgerFile }: Left) => join(`${ledgerFile}.journal`, '0.events'),
  mark: ({ ledgerFile }: Left) => `${ledgerFile}.mark`,
}
/** Some of them in `npm test`. */
const each = (...names: Damage[]) =>
  some(
    3,
    names.map((name) => [name, DAMAGES[name]] as const),
  )

/** Starts a writer and stops it: it holds every event, and what is published is what it holds. */
async function hasEverything({ folder, ledgerFile }: Left): Promise<void> {
  const writer = await openWriter(folder)
  await writer.stop()
  expect(await rowsOf(ledgerFile, SUM)).toEqual([{ n: EVENTS, drafts: EVENTS, last: EVENTS }])
  expect(await differencesIn(folder)).toEqual([])
}
const SUM = `SELECT count(*)::INTEGER AS n, count(DISTINCT agent_draft)::INTEGER AS drafts, max(seq)::INTEGER AS last
  FROM coach_events WHERE agent_draft = 'draft ' || seq`

describe('a ledger whose file has', () => {
  it.each(each('a bit flipped in its middle', 'its last bytes cut off', 'nothing in it', 'gone'))(
    '%s is refused with the way back, and that leads back to every event',
    async (_, damage) => {
      const left = product()
      const { folder, ledgerFile, publishedDir } = left
      damage(files.ledger(left))
      await expect(openWriter(folder)).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringMatching(/(cannot be read|is gone, but).* npm run restore/),
      })
      mkdirSync(join(folder, 'aside'))
      for (const path of [ledgerFile, `${ledgerFile}.wal`])
        if (existsSync(path)) renameSync(path, join(folder, 'aside', path.split('/').at(-1) as string))
      const said = await runHere((streams) =>
        restoreCommand({ ledgerFile, publishedDir, ...asShipped, log: silent, streams }),
      )
      expect(said).toMatchObject({ code: 0 })
      await hasEverything(left)
    },
  )
})

describe('the log of a ledger’s table that has', () => {
  it.each(
    each(
      ...(['a bit flipped in its middle', 'its second half cut off', 'its last bytes cut off'] as const),
      ...(['zeros behind its end', 'gone'] as const),
    ),
  )('%s costs nothing: the journal has what it held', async (_, damage) => {
    const left = product()
    damage(files.log(left))
    await hasEverything(left)
  })

  it.each(each('a bit flipped near its beginning', 'its second half cut off', 'gone'))(
    '%s costs nothing where the journal was written anew: what is published has it',
    async (_, damage) => {
      const left = product()
      forget(files.journal(left), 31)
      damage(files.log(left))
      await hasEverything(left)
    },
  )

  it('a bit flipped is refused where what it held is nowhere else, and is still there', async () => {
    const left = product()
    forget(files.journal(left), 31)
    rmSync(left.publishedDir, { recursive: true })
    flipBit(files.log(left))
    await expect(openWriter(left.folder)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/ledger ends with event 20: events are missing|were acknowledged/),
    })
    expect(existsSync(`${files.log(left)}.damaged-1`)).toBe(true)
  })

  it('a bit flipped is refused where a published file that is needed is damaged too, and that file is named', async () => {
    const left = product()
    forget(files.journal(left), 31)
    flipBit(files.log(left))
    const [needed] = manifestIn(left.folder).segments.slice(-1)
    flipBit(published(left.folder, needed?.events.name))
    await expect(openWriter(left.folder)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining(`${needed?.events.name}, which should hold them, is damaged`),
    })
  })
})

describe('a journal that has', () => {
  it.each(each('its second half cut off', 'zeros behind its end'))(
    '%s behind its records costs nothing',
    async (_, damage) => {
      const left = product()
      damage(files.journal(left))
      await hasEverything(left)
    },
  )

  it.each(each('nothing in it', 'gone'))(
    '%s is refused: what was acknowledged is nowhere else',
    async (_, damage) => {
      const left = product()
      damage(files.journal(left))
      const lost = 'Events up to 35 were acknowledged, but the ledger'
      await expect(openWriter(left.folder)).rejects.toMatchObject({
        exitCode: 4,
        message: expect.stringContaining(lost),
      })
      expect(await differencesIn(left.folder)).toEqual([
        'events 31-35: acknowledged, but neither in the ledger nor in its journal',
      ])
      rmSync(files.mark(left)) // as the message says
      const writer = await openWriter(left.folder)
      await writer.stop()
      expect(await differencesIn(left.folder)).toEqual([])
    },
  )

  it('a bit flipped in its last record is refused: that one was acknowledged', async () => {
    const left = product()
    flipBit(files.journal(left), readFileSync(files.journal(left)).lastIndexOf('CEJ1') + 40)
    await expect(openWriter(left.folder)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining('Events up to 35 were acknowledged'),
    })
  })
})

describe('what can be made again costs nothing:', () => {
  it('a high-water mark says what was acknowledged, or nothing', async () => {
    const left = product()
    for (const damage of Object.values(DAMAGES)) {
      damage(files.mark(left))
      expect([EVENTS, null]).toContain(await readMark(left.ledgerFile))
      writeFileSync(files.mark(left), readFileSync(files.mark(product())))
    }
    rmSync(files.mark(left))
    await hasEverything(left)
  })

  it.each(some(2, ['garbage', '{"pid":1,"started":"1"}', '']))(
    'a lock file and an id index with %j in them',
    async (content) => {
      const left = product()
      const index = join(`${left.ledgerFile}.ids`, '1-35.ids')
      mkdirSync(join(index, '..'))
      for (const path of [`${left.ledgerFile}.lock`, index]) writeFileSync(path, content)
      await hasEverything(left)
    },
  )
})
