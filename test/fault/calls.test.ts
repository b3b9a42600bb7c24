// kill -9 at some of a writer's calls to the system; `npm run fault -- calls` does it at all of them.
import { beforeAll, describe, expect, it } from 'vitest'
import { sharedFolder, testFolder } from '../support/folder.ts'
import { canTrace } from '../support/recording/strace.ts'
import { writerKilledAtCall } from './scenarios/killed-call.ts'
import { fillSixteen, type Sixteen } from './scenarios/killed-writer.ts'

describe.skipIf(!(await canTrace()))('a writer that is killed (needs strace)', () => {
  const folder = sharedFolder()
  let sixteen: Sixteen
  beforeAll(async () => {
    sixteen = await fillSixteen(folder)
  })

  it.each([
    { call: 'pwrite64', nth: 2, from: 'nothing' },
    { call: 'fsync', nth: 1, from: 'nothing' },
    { call: 'rename', nth: 9, from: 'sixteen' },
  ] as const)(
    'at its $call number $nth, beginning with $from, leaves what the next one starts with by itself: nothing lost',
    async (killing) => {
      expect(await writerKilledAtCall(testFolder(), killing, sixteen)).toEqual({ met: true, faults: [] })
    },
  )
})
