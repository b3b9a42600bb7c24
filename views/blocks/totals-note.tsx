// What the totals are compared with, or why with nothing. It must never let a comparison that could not be read pass for
// one without a difference.
import type { Comparison } from '../../functions/report/comparison.ts'
import type { NoPrevious } from '../../functions/report/previous-period.ts'
import type { Scope } from '../../functions/report/scope.ts'
import type { Loaded } from '../block.tsx'
import { dayAndTime } from '../format.ts'
import { periodWords } from './before.ts'
import { isFiltered } from './definitions.ts'

const ABSENT: Record<NoPrevious, string> = {
  open_ended: '',
  nothing_yet: 'Nothing was published since this period began, so nothing is compared.',
  no_earlier_data: 'No earlier data to compare with.',
}

function comparedWith(comparison: Loaded<Comparison> | null, zone: string): string {
  if (comparison === null) return ''
  if (!comparison.ok) return `The period before could not be read: ${comparison.title} (${comparison.id}).`
  const { summary } = comparison.value
  if (summary.previous === null) return ABSENT[summary.no_previous]
  const { log_begins_at } = summary.previous
  return [
    `Compared with ${periodWords(summary.previous, zone)}`,
    log_begins_at &&
      `, of which the log knows what came since ${dayAndTime(Date.parse(log_begins_at), zone)}`,
    '.',
  ].join('')
}

type NoteProps = { scope: Scope; comparison: Loaded<Comparison> | null }

export const TotalsNote = ({ scope, comparison }: NoteProps) => (
  <>
    {isFiltered(scope)
      ? 'Select a figure for its definition: filters change some. '
      : 'Select a figure for its definition. '}
    {comparedWith(comparison, scope.zone)}
  </>
)
