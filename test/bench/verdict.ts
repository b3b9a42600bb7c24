// How a table says whether a target was met.
// It must never call met what could not be measured: a peer that stored nothing makes any ratio infinite.

/** `what: 0.81 x; target 0.70 x: met`. @param unit follows both figures  @param atLeast false when less is better */
export function verdict(
  what: string,
  { figure, target, unit, atLeast }: { figure: number; target: number; unit: string; atLeast: boolean },
): string {
  const met = Number.isFinite(figure) && (atLeast ? figure >= target : figure <= target)
  return `${what}: ${figure.toFixed(2)} ${unit}; target ${atLeast ? 'at least' : 'at most'} ${target.toFixed(2)} ${unit}: ${met ? 'met' : 'missed'}`
}
