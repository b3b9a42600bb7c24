// Variance and covariance of a sample from its sums, with n − 1. Sums merge, so no list of values is ever needed.

/** @param n at least 2  @param squares Σx² */
export function sampleVariance(n: number, sum: number, squares: number): number {
  // Rounding may leave a hair below zero where all values are equal.
  return Math.max(0, sampleCovariance(n, sum, sum, squares))
}

/** @param n at least 2  @param products Σxy */
export const sampleCovariance = (n: number, x: number, y: number, products: number): number =>
  (products - (x * y) / n) / (n - 1)
