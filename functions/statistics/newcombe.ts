// The interval of the difference of two independent rates. Formula: Newcombe (1998), Statistics in Medicine 17,
// 873–890, method 10, which is made of the two Wilson intervals. It must never be read as one of paired or repeated draws.
import { wilsonInterval } from './wilson.ts'

/** A rate as counts: `successes` of `n`, which is positive. */
export type Rate = { successes: number; n: number }

/** @returns the 95 % interval of `now` − `before`, as fractions */
export function newcombeInterval(now: Rate, before: Rate): [number, number] {
  const [p, q] = [now.successes / now.n, before.successes / before.n]
  const [low, high] = wilsonInterval(now.successes, now.n)
  const [lowBefore, highBefore] = wilsonInterval(before.successes, before.n)
  return [p - q - Math.hypot(p - low, highBefore - q), p - q + Math.hypot(high - p, q - lowBefore)]
}
