// Lets one disturbance of a plan happen to a product under load, and waits until it is over.
import { setTimeout as sleep } from 'node:timers/promises'
import { slowDisk } from '../../support/recording/slow-disk.ts'
import type { Disturbance, DisturbanceKind } from './disturbance-plan.ts'
import { killReport, killWriter, storing, writerOf } from './killing.ts'
import type { Run } from './scenario.ts'

/** A pause, and a disk that is slow for so long, last between these; a flush then takes up to `flushMs`. */
const PAUSE_MS = { least: 1_000, most: 6_000 }
const SLOW_MS = { least: 2_000, most: 8_000 }
const FLUSH_MS = { least: 50, most: 1_000 }
const AGAIN_MS = 1_000

const between = ({ least, most }: { least: number; most: number }, at: number) => least + at * (most - least)

export type Disturbing = {
  run: Run
  /** Told before a report instance dies. */
  reportKilled: () => void
  canSlowDisk: boolean
}

/** @returns milliseconds that a killed writer took to store again; null for other disturbances */
const ACTS: Record<DisturbanceKind, (of: Disturbing, drawn: Disturbance) => Promise<number | null>> = {
  'writer killed': ({ run }) => killWriter(run),
  'writer killed twice': ({ run }, { strength }) => killWriter(run, strength * AGAIN_MS),
  async 'report instance killed'({ run, reportKilled }, { which }) {
    await killReport(run, which, reportKilled)
    return null
  },
  async 'writer paused'({ run }, { strength }) {
    const writer = await writerOf(run)
    process.kill(writer, 'SIGSTOP')
    try {
      await sleep(between(PAUSE_MS, strength))
    } finally {
      process.kill(writer, 'SIGCONT')
    }
    return null
  },
  async 'slow disk'({ run, canSlowDisk }, { strength, which }) {
    if (!canSlowDisk) return null
    const slow = await slowDisk(await writerOf(run), between(FLUSH_MS, which))
    try {
      await sleep(between(SLOW_MS, strength))
    } finally {
      await slow.end()
    }
    return null
  },
}

export async function disturb(of: Disturbing, disturbance: Disturbance): Promise<number | null> {
  await sleep(disturbance.afterMs)
  const backMs = await ACTS[disturbance.kind](of, disturbance)
  await storing(of.run)
  return backMs
}
