// Runs a plan: every round takes the peers one after another, each at every number of connections.
// It must never have two peers under load at once.
import { type Child, startChild } from '../child.ts'
import { inFolder } from '../in-folder.ts'
import { appendMs } from './append.ts'
import type { LoadOrder, LoadResult } from './load.ts'
import type { Peer, PeerName } from './peers/peers.ts'

export type Plan = {
  connections: number[]
  rounds: number
  /** Before a fresh process's first figures; before each figure; and for each figure. */
  warmUpMs: number
  rampMs: number
  measureMs: number
}

export type Sample = LoadResult & { peer: PeerName; connections: number; round: number }
/** One turn of a peer that stores: what it acknowledged and what it then held. */
type Count = { peer: PeerName; round: number; acknowledged: number; stored: number }
export type Results = {
  samples: Sample[]
  counts: Count[]
  /** One fsynced append to a file beside the peers' own, ms: each round's. */
  appendsMs: number[]
  /** The programs that store, with their versions. */
  about: string[]
}

/** @param progress is told each turn before it begins */
export async function run(
  plan: Plan,
  peers: readonly Peer[],
  progress: (line: string) => void,
): Promise<Results> {
  const generator = startChild(new URL('./load.ts', import.meta.url))
  const results: Results = { samples: [], counts: [], appendsMs: [], about: [] }
  try {
    for (let round = 1; round <= plan.rounds; round += 1) {
      results.appendsMs.push(await inFolder(async (folder) => appendMs(folder)))
      for (const peer of peers) {
        progress(`round ${round} of ${plan.rounds}: ${peer.name}`)
        await inFolder((folder) => turn({ plan, round, peer, generator, results, folder }))
      }
    }
  } finally {
    await generator.stop()
  }
  return results
}

type Turn = { plan: Plan; round: number; peer: Peer; generator: Child; results: Results; folder: string }

async function turn({ plan, round, peer, generator, results, folder }: Turn): Promise<void> {
  const { url, about, stored, stop } = await peer.start(folder)
  try {
    let acknowledged = 0
    const load = async (order: Omit<LoadOrder, 'url'>) => {
      const result = (await generator.ask({ url, ...order })) as LoadResult
      acknowledged += result.acknowledged
      return result
    }
    const { rampMs, measureMs } = plan
    await load({ connections: Math.max(...plan.connections), rampMs: 0, measureMs: plan.warmUpMs })
    for (const connections of plan.connections)
      results.samples.push({
        ...(await load({ connections, rampMs, measureMs })),
        ...{ peer: peer.name, connections, round },
      })
    const held = await stored()
    if (held !== null) results.counts.push({ peer: peer.name, round, acknowledged, stored: held })
    if (about !== '' && !results.about.includes(about)) results.about.push(about)
  } finally {
    await stop()
  }
}
