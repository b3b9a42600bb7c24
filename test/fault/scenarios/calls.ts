// Every call that a writer makes to the system from its start to its end, and a writer killed at it.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { BEGINNINGS, type Beginning, CALLS, writerKilledAtCall } from './killed-call.ts'
import { fillSixteen } from './killed-writer.ts'
import type { Outcome, Progress } from './scenario.ts'

/** @param plan.every of how many calls of a kind one is taken: 1 takes all  @param plan.first where that begins, from 1 */
export async function killedAtEveryCall(
  folder: string,
  { every, first }: { every: number; first: number },
  progress: Progress,
): Promise<Outcome> {
  const sixteen = await fillSixteen(join(folder, 'sixteen'))
  const kills: Record<string, number> = {}
  const faults: string[] = []
  for (const from of Object.keys(BEGINNINGS) as Beginning[])
    for (const call of CALLS)
      for (let nth = first, met = true; met; nth += every) {
        const own = join(folder, 'own')
        mkdirSync(own)
        const outcome = await writerKilledAtCall(own, { call, nth, from }, sixteen)
        rmSync(own, { recursive: true })
        faults.push(...outcome.faults)
        met = outcome.met
        if (met) kills[`${call}, from ${from}`] = (kills[`${call}, from ${from}`] ?? 0) + 1
        if (!met) progress(`${nth - 1} ${call} from ${from}, ${faults.length} faults`)
      }
  return { figures: { ...kills, kills: Object.values(kills).reduce((sum, n) => sum + n, 0) }, faults }
}
