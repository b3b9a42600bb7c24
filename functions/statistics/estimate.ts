// What one arm of an experiment says of a figure, and what two arms say of their difference.

/** A figure estimated from `n` independent units (sessions): its own variance is `variance / n`. */
export type Estimate = { value: number; variance: number; n: number }

/** A difference between two arms, its standard error, and the degrees of freedom that go with it. */
export type Difference = { estimate: number; se: number; df: number }

export type Interval = [low: number, high: number]

/** One in twenty: what the intervals of this product may miss, and what its p-values are held against. */
export const ALPHA = 0.05
