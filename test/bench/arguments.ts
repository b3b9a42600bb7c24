// How the tables read their arguments.
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where prepared histories are kept from run to run. */
export const WORK_FOLDER = join(tmpdir(), 'coach-effect-bench')

/** @throws Error naming what is not a list of whole numbers; k and M stand for thousand and million */
export function numbers(text: string): number[] {
  return text.split(',').map((word) => {
    const [, digits, unit] = /^(\d+)([kM]?)$/.exec(word) ?? []
    const n = Number(digits) * (unit === 'M' ? 1e6 : unit === 'k' ? 1e3 : 1)
    if (!Number.isInteger(n) || n < 1) throw new Error(`not whole numbers: ${text}`)
    return n
  })
}

/** 100k, 10M. */
export const shortNumber = (n: number): string =>
  n >= 1e6 ? `${n / 1e6}M` : n >= 1e3 ? `${n / 1e3}k` : String(n)
