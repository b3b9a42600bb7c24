// Tables as markdown, so that they can be pasted.

/** @param columns a title and how a row fills it */
export function markdownTable<T>(
  columns: readonly (readonly [string, (row: T) => string])[],
  rows: readonly T[],
): string {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, of]) => of(row)))]
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)))
  const lines = cells.map((line) => `| ${line.map((cell, i) => cell.padStart(widths[i] ?? 0)).join(' | ')} |`)
  const rule = `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}

/** Three figures at least: 0.123, 12.3, 1,234. */
export const number = (n: number): string =>
  !Number.isFinite(n)
    ? '-'
    : n.toLocaleString('en', { maximumFractionDigits: Math.abs(n) < 1 ? 3 : Math.abs(n) < 100 ? 1 : 0 })
