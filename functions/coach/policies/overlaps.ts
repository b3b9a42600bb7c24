// Findings of one policy that overlap: as violations they are one, for fixes the earlier pattern of the file has the part.
// It must never reorder policies.
import type { Finding, Violation } from './policy-set.ts'

/** Overlapping findings as one violation each. */
export function merged(findings: readonly Finding[]): Violation[] {
  const violations: Violation[] = []
  for (const { policy, start, end } of findings.toSorted((a, b) => a.start - b.start)) {
    const last = violations.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else violations.push({ policy, start, end })
  }
  return violations
}

/** @param findings the preferred first @returns those whose parts overlap none that is preferred */
export function apart(findings: readonly Finding[]): Finding[] {
  const taken = new Set<number>()
  return findings.filter(({ part }) => {
    for (let at = part.start; at < part.end; at += 1) if (taken.has(at)) return false
    for (let at = part.start; at < part.end; at += 1) taken.add(at)
    return true
  })
}

export const byStart = (violations: Violation[]): Violation[] =>
  violations.sort((a, b) => a.start - b.start || b.end - a.end)
