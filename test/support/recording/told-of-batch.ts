// What an answer to a batch tells its client of each of its rows, and whether it says so as it must.
// It must never take for kept, or for refused, what the answer leaves open.
import type { Batch } from './batch.ts'
import { receiptFault } from './batch-receipt.ts'
import { type Answer, type NotStored, type Told, toldByProblem } from './told.ts'

/** `seqs`: between which a stored row is; null when the answer does not say. */
type ToldOfRow = { n: number; outcome: Told['outcome']; seqs: readonly [number, number] | null }
/** `as`, `fault`: as in Told, of the answer as a whole. */
export type ToldOfBatch = { as: string; fault: string | null; rows: ToldOfRow[] }

/** @param repeated whether the outcome of the same batch was unknown before: only then some may be stored already */
export function toldByBatch(batch: Batch, answer: Answer, repeated: boolean): ToldOfBatch {
  if (answer.status !== 200) {
    const told = toldByProblem(answer)
    const isRefused = batch.bad !== null && batch.atomic !== null && told.as === '422 invalid-event'
    return toldOfAll(batch, { ...told, fault: told.fault ?? (isRefused ? blameFault(batch, answer) : null) })
  }
  const receipt = JSON.parse(answer.body)
  const { duplicates, first_seq, last_seq, rejected } = receipt
  const refused = new Set(rejected.map(({ index }: { index: number }) => index))
  const seqs = duplicates === 0 && first_seq !== null ? ([first_seq, last_seq] as const) : null
  return {
    as: duplicates > 0 ? 'batch 200 duplicates' : 'batch 200',
    fault: receiptFault(batch, receipt, repeated),
    rows: batch.rows.map((n, index) =>
      refused.has(index) ? { n, outcome: 'refused', seqs: null } : { n, outcome: 'stored', seqs },
    ),
  }
}

/** The same of a batch that got no answer, or one that is the same for all of its rows; a bad row is stored by none. */
export const toldOfAll = (batch: Batch, told: NotStored): ToldOfBatch => ({
  as: `batch ${told.as}`,
  fault: told.fault,
  rows: batch.rows.map((n, index) => ({
    n,
    outcome: index === batch.bad?.index ? 'refused' : told.outcome,
    seqs: null,
  })),
})

/** Of an atomic batch that is refused, the bad row alone is blamed. */
function blameFault({ bad }: Batch, { body }: Answer): string | null {
  const { errors = [] } = JSON.parse(body) as { errors?: { path: string }[] }
  const blamed = [...new Set(errors.map(({ path }) => Number(path.split('.')[0])))]
  return blamed.length === 1 && blamed[0] === bad?.index
    ? null
    : `an atomic batch was refused for its rows ${blamed}, of which ${bad?.index} is bad`
}
