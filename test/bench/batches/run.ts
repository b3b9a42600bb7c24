// Runs a plan: every round takes the peers one after another, each with all batches, and an empty folder.
// It must never have two peers at work at once.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { inFolder } from '../in-folder.ts'
import { type Size, writeBatches } from './files.ts'
import { PEERS, type PeerName } from './peers.ts'
import type { Stored } from './timed.ts'

export type Plan = { sizes: Size[]; connections: number[]; rounds: number; warmUp: Size }
export type Sample = Stored & { peer: PeerName; events: number; connections: number; round: number }
/** One turn of a peer: the rows that it said it stored, and what it then held. */
type Count = { peer: PeerName; round: number; rows: number; held: number }
export type Results = { samples: Sample[]; counts: Count[] }

/** @param progress is told each turn before it begins */
export const run = (plan: Plan, progress: (line: string) => void): Promise<Results> =>
  inFolder(async (root) => {
    progress('writing the batches')
    const write = async (name: string, sizes: Size[], connections: number[]) => {
      await mkdir(join(root, name))
      return writeBatches(join(root, name), sizes, connections)
    }
    const warmUp = await write('warm-up', [plan.warmUp], [Math.max(...plan.connections)])
    const batches = await write('batches', plan.sizes, plan.connections)
    const results: Results = { samples: [], counts: [] }
    for (let round = 1; round <= plan.rounds; round += 1)
      for (const { name: peer, shares, start } of PEERS) {
        progress(`round ${round} of ${plan.rounds}: ${peer}`)
        await inFolder(async (folder) => {
          const { store, held, stop } = await start(folder)
          try {
            let rows = 0
            for (const one of [...warmUp, ...batches]) {
              const { events, connections } = one
              if (!shares && connections > 1) continue
              const stored = await store(one)
              rows += stored.rows
              if (!warmUp.includes(one)) results.samples.push({ ...stored, peer, events, connections, round })
            }
            results.counts.push({ peer, round, rows, held: await held() })
          } finally {
            await stop()
          }
        })
      }
    return results
  })
