// kill -9 at some steps of publishing, coarsening, merging and collecting, under clients and a reader;
// `npm run fault -- steps` does it at all of them, again and again.
import { beforeAll, describe, expect, it } from 'vitest'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { inFull } from '../support/in-full.ts'
import { fillSixteen, PUBLISH_KILLINGS, type Sixteen, writerKilledAt } from './scenarios/killed-writer.ts'

/** Those that tell most. */
const HERE: Record<string, readonly string[]> = {
  publish: ['segment-named', 'manifest-named'],
  coarsen: ['segment-written'],
  merge: ['manifest-named'],
}

const folder = sharedFolder()
let sixteen: Sixteen
beforeAll(async () => {
  sixteen = await fillSixteen(folder)
})

describe.each(Object.entries(PUBLISH_KILLINGS))('a writer that is killed in %s', (what, killings) => {
  it.each(killings.filter(({ step }) => inFull || (HERE[what]?.includes(step) ?? true)))(
    'at the step $step (time $nth) loses nothing, doubles nothing and leaves no stray file',
    async (killing) => {
      expect(await writerKilledAt(testFolder(), killing, sixteen)).toEqual([])
    },
  )
})
