// The interval of a single rate. Formula: Wilson (1927), JASA 22, 209–212.

/** Two-sided 95 % of the standard normal. */
const Z = 1.959963984540054

/** @returns the 95 % interval of successes/n, as fractions; n must be positive */
export function wilsonInterval(successes: number, n: number): [number, number] {
  const p = successes / n
  const z2 = Z * Z
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n)
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}
