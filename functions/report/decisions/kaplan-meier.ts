// How long it takes when some were not watched to the end: the product-limit estimate with its intervals. Pure.
// Estimate: Kaplan and Meier (1958), JASA 53, 457–481. Variance: Greenwood (1926). Interval of the median: Brookmeyer and
// Crowley (1982), Biometrics 38, 29–41, on the log-log scale (Klein and Moeschberger, Survival Analysis, 2003, ch. 4.3, 4.5).

/** At a time: how many had their event then, and how many were last seen then without one. */
export type Observed = { after: number; events: number; censored: number }

/** `surviving`: the share without an event after this time; its 95 % interval is null where it has none (1 and 0). */
export type Step = Observed & { atRisk: number; surviving: number; interval: [number, number] | null }

/** Two-sided 95 % of the standard normal. */
const Z = 1.959963984540054
/** A share of exactly a half must not be missed for the rounding of its factors. */
const HALF = 0.5 + 1e-12

/** On the log-log scale, so that it lies between 0 and 1. @param greenwood the sum of d / (n (n − d)) */
function intervalOf(surviving: number, greenwood: number): [number, number] | null {
  if (surviving === 1 || surviving === 0) return null
  const log = Math.log(surviving)
  const half = (Z * Math.sqrt(greenwood)) / -log
  return [surviving ** Math.exp(half), surviving ** Math.exp(-half)]
}

/** @param observed each time once, in ascending order; at a time, events come before those last seen then */
export function kaplanMeier(observed: readonly Observed[]): Step[] {
  let atRisk = observed.reduce((sum, { events, censored }) => sum + events + censored, 0)
  let [surviving, greenwood] = [1, 0]
  return observed.map((one) => {
    const before = atRisk
    const left = before - one.events
    surviving *= left / before
    if (left > 0) greenwood += one.events / (before * left)
    atRisk -= one.events + one.censored
    return { ...one, atRisk: before, surviving, interval: intervalOf(surviving, greenwood) }
  })
}

type Median = { median: number | null; interval: [number | null, number | null] }

/** The first time after which half or fewer are without an event. What the data do not reach is null. */
export function medianOf(steps: readonly Step[]): Median {
  const first = (reached: (step: Step) => boolean) => steps.find(reached)?.after ?? null
  return {
    median: first(({ surviving }) => surviving <= HALF),
    interval: [
      first(({ surviving, interval }) => (interval?.[0] ?? surviving) <= HALF),
      first(({ surviving, interval }) => (interval?.[1] ?? surviving) < 0.5),
    ],
  }
}
