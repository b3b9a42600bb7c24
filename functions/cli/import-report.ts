// What a person is told of an import: which rows were refused and why, and how many are there now.
import { type FieldError, problems } from '../problem.ts'
import type { BroughtIn } from '../write/import/bring-in.ts'
import { linesOf } from '../write/import/lines.ts'
import { NAMED } from '../write/import/refusals.ts'
import type { Staged } from '../write/import/stage.ts'

const why = (errors: FieldError[]) =>
  errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')

/** Every refused row: what the schema refused, what was no row, and ids that belong to another event. */
export const countRefused = ({ refusals, rejected }: Staged, { clashes }: BroughtIn) =>
  refusals.count + rejected.length + clashes

/** The first refused rows in the order of the file, each with its line (or number) and the reasons. */
export async function refusalLines(file: string, staged: Staged, broughtIn: BroughtIn): Promise<string[]> {
  const clash = [{ path: 'event_id', message: problems['id-reused'].title }]
  const byRow = [...staged.refusals.first, ...broughtIn.firstClashes.map((row) => ({ row, errors: clash }))]
    .sort((a, b) => a.row - b.row)
    .slice(0, NAMED)
  const { position, rejected } = staged
  const lines =
    position === 'rows'
      ? null
      : await linesOf(file, position === 'quoted lines', {
          rows: byRow.map(({ row }) => row),
          rejected: rejected.map(({ offset }) => offset),
          named: NAMED,
        })
  const named = [
    ...byRow.map(({ row, errors }) => ({ at: lines?.rows.get(row) ?? row, reason: why(errors) })),
    ...rejected
      .slice(0, NAMED)
      .map(({ offset, message }) => ({ at: lines?.rejected.get(offset) ?? 0, reason: message })),
  ]
    .sort((a, b) => a.at - b.at)
    .slice(0, NAMED)
    .map(({ at, reason }) => `${position === 'rows' ? 'row' : 'line'} ${at}: ${reason}`)
  const others = countRefused(staged, broughtIn) - named.length
  return others > 0 ? [...named, `and ${others} more`] : named
}

export function summaryLine({ imported, known }: BroughtIn, refused: number, seconds: number): string {
  const rate = Math.round((imported + known + refused) / seconds)
  return `Imported ${imported} events, ${known} were already there, ${refused} rows were refused; ${seconds.toFixed(1)} s (${rate} rows/s).`
}
