// What a batch's receipt must say, given what was sent.
import type { Batch } from './batch.ts'

type Receipt = {
  accepted: number
  duplicates: number
  first_seq: number | null
  last_seq: number | null
  rejected: { index: number; errors: { message: string }[] }[]
}

/** Titles of the refusals after which a row may be sent again. */
const ROW_COMES_BACK =
  /^(An event with this id is being stored|Events arrive faster|The writer is not running)/

/** @returns the first thing that is wrong with it, null when nothing is */
export function receiptFault(batch: Batch, receipt: Receipt, repeated: boolean): string | null {
  const { accepted, duplicates, first_seq, last_seq, rejected } = receipt
  const { rows, bad, atomic } = batch
  for (const { index, errors } of rejected)
    if (index !== bad?.index && !ROW_COMES_BACK.test(errors[0]?.message ?? ''))
      return `a batch refused a good row: ${errors[0]?.message}`
  if (bad !== null && atomic !== null) return `an atomic batch was taken with ${bad.how} in it`
  if (bad !== null && !rejected.some(({ index }) => index === bad.index))
    return `a batch took a row with ${bad.how}`
  if (accepted + duplicates + rejected.length !== rows.length) return 'the counts of a batch do not add up'
  if (duplicates > 0 && !repeated) return 'a batch that was sent once was told of duplicates'
  if (atomic === null) return null
  if (rejected.length > 0 || (accepted > 0 && duplicates > 0)) return 'an atomic batch was taken in part'
  if (accepted > 0 && (last_seq as number) - (first_seq as number) + 1 !== accepted)
    return 'an atomic batch has others between its events'
  return null
}
