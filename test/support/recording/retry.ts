// When a client sends the same again, and how long it waits before.
import type { Told } from './told.ts'

/** Not the whole second that a refused client is told to wait: retries are what is tested. */
const BACK_OFF_MS = { least: 10, most: 60 }

/** @param random 0 to 1  @returns milliseconds */
export const retryPause = (random: () => number): number =>
  BACK_OFF_MS.least + random() * (BACK_OFF_MS.most - BACK_OFF_MS.least)

/** Whether an answer leaves room for another attempt. */
export const mayComeBack = (outcome: Told['outcome'], as: string): boolean =>
  outcome === 'unknown' || /^(409|429|503|507|no connection)/.test(as)
