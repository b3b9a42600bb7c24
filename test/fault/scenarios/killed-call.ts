// A writer that dies at the nth call of a kind that it makes to the system: the next one starts by itself and has every
// acknowledged event; what is published is whole.
import { cpSync } from 'node:fs'
import type { Acknowledged } from '../../support/clients.ts'
import { openWriter } from '../../support/in-process.ts'
import { killedAtCall } from '../../support/killed-at-call.ts'
import { judge } from '../../support/oracle.ts'
import { differencesIn } from '../../support/verify.ts'
import { strayFaults } from './killed-ledger.ts'
import type { Sixteen } from './killed-writer.ts'

/** Every call that changes what lies on the disk, or makes it last. */
export const CALLS = [
  ...['fsync', 'fdatasync', 'rename', 'pwrite64', 'link', 'unlink', 'mkdir', 'rmdir', 'ftruncate'],
  ...['openat', 'write'], // and, the most by far, those that concern no file
] as const

/** From nothing: two events. From sixteen segments: until they are coarsened, merged and collected. */
export const BEGINNINGS = { nothing: ['2'], sixteen: ['0', 'collects'] } as const
export type Beginning = keyof typeof BEGINNINGS

/** `met`: whether there were so many calls. Where not, the writer came to its end. */
export type CallOutcome = { met: boolean; faults: string[] }

/** @param folder that is empty */
export async function writerKilledAtCall(
  folder: string,
  { call, nth, from }: { call: (typeof CALLS)[number]; nth: number; from: Beginning },
  sixteen: Sixteen,
): Promise<CallOutcome> {
  if (from === 'sixteen') cpSync(sixteen.folder, folder, { recursive: true })
  const acknowledged: Acknowledged[] = from === 'sixteen' ? [...sixteen.acknowledged] : []
  const { met, faults } = await killedAtCall(
    ['once through', [folder, ...BEGINNINGS[from]]],
    { call, nth },
    (line) => acknowledged.push(JSON.parse(line) as Acknowledged),
  )
  try {
    await (await openWriter(folder)).stop()
    await judge(folder, acknowledged)
    faults.push(...(await differencesIn(folder)), ...strayFaults(folder))
  } catch (error) {
    faults.push(String(error))
  }
  return {
    met,
    faults: faults.map((fault) => `killed at ${call} ${nth}, from ${from}: ${fault}`),
  }
}
