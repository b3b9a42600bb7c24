// The shapes of a chart over time as SVG path data. Pure. A drawing is as many units wide as it has points and 100
// high, y downwards. It must never join points across an unknown one, nor draw an unknown as 0.

const n = (value: number) => Number(value.toFixed(2))

/** A round whole number at or above `value`. */
export function roundAbove(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  const steps = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8].map((step) => step * unit)
  return steps.find((step) => step >= value && Number.isInteger(step)) ?? 10 * unit
}

/**
 * One path per series of stacked bars; each inner array is a series from the first to the last point.
 * @param top the value at the upper edge
 */
export function stackedBars(series: readonly (readonly number[])[], top: number): string[] {
  const points = series[0]?.length ?? 0
  // Few points make slim bars, not blocks.
  const half = Math.min(0.42, 0.04 * points)
  const below = Array.from({ length: points }, () => 0)
  return series.map((values) =>
    values
      .map((value, index) => {
        const base = below[index] as number
        below[index] = base + value
        const [y0, y1] = [n(100 - (100 * base) / top), n(100 - (100 * (base + value)) / top)]
        return value > 0 ? `M${n(index + 0.5 - half)} ${y0}V${y1}H${n(index + 0.5 + half)}V${y0}Z` : ''
      })
      .join(''),
  )
}

/** A line from 0 to 100, broken where a value is unknown; a point with no neighbour is a dot. */
export function brokenLine(values: readonly (number | null)[]): { line: string; dots: string } {
  const known = (index: number) => (values[index] ?? null) !== null
  let [line, dots] = ['', '']
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    const at = `${n(index + 0.5)} ${n(100 - value)}`
    if (known(index - 1)) line += `L${at}`
    else if (known(index + 1)) line += `M${at}`
    else dots += `M${at}h0`
  }
  return { line, dots }
}
