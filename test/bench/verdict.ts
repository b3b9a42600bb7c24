// How a table says whether a target was met.

/** `what: 0.81 x; target 0.70 x: met`. @param unit follows both figures  @param atLeast false when less is better */
export function verdict(
  what: string,
  { figure, target, unit, atLeast }: { figure: number; target: number; unit: string; atLeast: boolean },
): string {
  const met = atLeast ? figure >= target : figure <= target
  return `${what}: ${figure.toFixed(2)} ${unit}; target ${atLeast ? 'at least' : 'at most'} ${target.toFixed(2)} ${unit}: ${met ? 'met' : 'missed'}`
}
