// What is kept of refused rows: all are counted, the first ones are named.
// It must never grow with the file.
import type { FieldError } from '../../problem.ts'

/** Refused rows that are named; the others are only counted. */
export const NAMED = 20

/** `row` counts the rows of the file from 1; lines that are no rows (blank ones, a header) not among them. */
export type RefusedRow = { row: number; errors: FieldError[] }

export class Refusals {
  count = 0
  first: RefusedRow[] = []

  /** Rows come in the order of the file. */
  add(row: number, errors: FieldError[]): void {
    this.count += 1
    if (this.first.length < NAMED) this.first.push({ row, errors })
  }
}
