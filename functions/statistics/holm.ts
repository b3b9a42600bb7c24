// p-values of several tests at once, so that all of them together are wrong as seldom as one alone.
// Method: Holm (1979), Scandinavian Journal of Statistics 6, 65–70.

/** @param pValues null or NaN for a test that was not made  @returns the adjusted ones, in the order given; null for those */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const made = (p: number | null): p is number => p !== null && !Number.isNaN(p)
  const ascending = pValues.filter(made).sort((a, b) => a - b)
  const stretched = ascending.map((p, rank) => Math.min(1, p * (ascending.length - rank)))
  // None is smaller than the one before it.
  return pValues.map((p) => (made(p) ? Math.max(...stretched.slice(0, ascending.lastIndexOf(p) + 1)) : null))
}
