// Percentiles that the reports state, against the exact ones of the same values.
import { expect } from 'vitest'

const SHARES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 }
type Name = keyof typeof SHARES

/** The stated percentile is within 1 % of the nearest-rank one; null where there is no value. @param values sorted */
export function expectPercentile(
  name: Name,
  stated: number | null | undefined,
  values: readonly number[],
): void {
  const exact = values[Math.ceil(SHARES[name] * values.length) - 1]
  if (exact === undefined || typeof stated !== 'number') expect(stated).toBe(exact ?? null)
  else expect(Math.abs(stated - exact)).toBeLessThanOrEqual(exact * 0.01)
}

/** The same for all that a latency report states. @param values sorted */
export function expectPercentiles(
  stated: Partial<Record<string, number | null>>,
  values: readonly number[],
): void {
  for (const name of Object.keys(SHARES) as Name[]) expectPercentile(name, stated[name], values)
}
