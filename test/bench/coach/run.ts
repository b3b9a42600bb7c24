// Runs the plan: in every round first the route that does nothing, then the coach, in a process of its own each, at every number of connections.
// It must never have both under load at once.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProduct } from '../../support/product.ts'
import { type Child, startChild } from '../child.ts'
import type { LoadOrder, LoadResult } from '../ingest/load.ts'

export type Plan = {
  connections: number[]
  rounds: number
  warmUpMs: number
  rampMs: number
  measureMs: number
}
/** `coach`: drafts that nobody wrote before; `coach, same lines`: a few hundred, again and again. */
export const PEERS = ['no-op', 'coach', 'coach, same lines'] as const
export type Peer = (typeof PEERS)[number]
export type Sample = LoadResult & { peer: Peer; connections: number; round: number }

export async function run(plan: Plan, progress: (line: string) => void): Promise<Sample[]> {
  const generator = startChild(new URL('../ingest/load.ts', import.meta.url))
  const samples: Sample[] = []
  try {
    for (let round = 1; round <= plan.rounds; round += 1)
      for (const peer of PEERS) {
        progress(`round ${round} of ${plan.rounds}: ${peer}`)
        const { url, stop } = await (peer === 'no-op' ? startNoOp() : startCoach())
        try {
          for (const one of await turn(
            plan,
            generator,
            url,
            peer === 'coach, same lines' ? 'lines' : 'drafts',
          ))
            samples.push({ ...one, peer, round })
        } finally {
          await stop()
        }
      }
  } finally {
    await generator.stop()
  }
  return samples
}

async function turn(
  { connections, warmUpMs, rampMs, measureMs }: Plan,
  generator: Child,
  url: string,
  posted: NonNullable<LoadOrder['posted']>,
) {
  const load = async (order: Pick<LoadOrder, 'connections' | 'rampMs' | 'measureMs'>) =>
    (await generator.ask({ url, posted, ...order } satisfies LoadOrder)) as LoadResult
  await load({ connections: Math.max(...connections), rampMs: 0, measureMs: warmUpMs })
  const results: (LoadResult & { connections: number })[] = []
  for (const level of connections)
    results.push({ ...(await load({ connections: level, rampMs, measureMs })), connections: level })
  return results
}

async function startNoOp() {
  const child = startChild(new URL('./no-op.ts', import.meta.url))
  const { port } = (await child.ask()) as { port: number }
  return { url: `http://127.0.0.1:${port}`, stop: child.stop }
}

/** One report instance, offline, as an operator starts it; nothing is published, and no writer runs. */
async function startCoach() {
  const folder = await mkdtemp(join(tmpdir(), 'coach-effect-bench-'))
  const product = await startProduct({ ROLE: 'report', DATA_DIR: folder })
  const stop = async () => {
    await product.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: product.url, stop }
}
