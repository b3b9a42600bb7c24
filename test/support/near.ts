// Compares what was found with what is expected, where rounding or a stated bound may lie between them.

/**
 * What was found, with each number that is near enough in the expected one's place: then the two are compared as wholes.
 * @param tolerance how far from an expected number a found one may be
 */
export function near(
  found: unknown,
  expected: unknown,
  tolerance: (expected: number) => number = (n) => 1e-9 * Math.abs(n) + 1e-12,
): unknown {
  if (typeof found === 'number' && typeof expected === 'number')
    return Math.abs(found - expected) <= tolerance(expected) ? expected : found
  if (Array.isArray(found))
    return found.map((one, index) => near(one, (expected as unknown[] | null)?.[index], tolerance))
  if (typeof found !== 'object' || found === null) return found
  return Object.fromEntries(
    Object.entries(found).map(([name, one]) => [
      name,
      near(one, (expected as Record<string, unknown> | null)?.[name], tolerance),
    ]),
  )
}
