// kill -9 at steps of importing and restoring; `npm run fault -- steps` does it at all of them, again and again.
import { beforeAll, describe, expect, it } from 'vitest'
import { sharedFolder, testFolder } from '../support/folder.ts'
import {
  fileOfRows,
  importKilledAt,
  restoreKilledAt,
  writerOfImportKilledAt,
} from './scenarios/killed-commands.ts'
import { fillSixteen, type Sixteen } from './scenarios/killed-writer.ts'

const ROWS = 300
const folder = sharedFolder()
let rows: { file: string; rows: number }
let sixteen: Sixteen
beforeAll(async () => {
  rows = { file: fileOfRows(folder, ROWS), rows: ROWS }
  sixteen = await fillSixteen(folder)
})

describe('an import that is killed', () => {
  it.each(['batch-committed'])(
    'at the step %s completes when it is done again, and adds nothing twice',
    async (step) => {
      expect(await importKilledAt(testFolder(), rows, step, 1)).toEqual([])
    },
  )
})

describe('an import through a writer that is killed', () => {
  it('at the step batch-committed says so in one line, completes when it is done again, and adds nothing twice', async () => {
    expect(await writerOfImportKilledAt(testFolder(), rows, 'batch-committed', 1)).toEqual([])
  })
})

describe('a restore that is killed', () => {
  it.each(['segment-restored', 'ledger-named'])(
    'at the step %s leaves a whole ledger or none, and says what to do when it is done again',
    async (step) => {
      expect(await restoreKilledAt(testFolder(), sixteen, step, 1)).toEqual([])
    },
  )
})
