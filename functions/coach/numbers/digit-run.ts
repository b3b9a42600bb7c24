// A run of digits with little between them, taken apart into its groups: what a number of several groups is sought in.
// Pure, one pass. It must never be given other digits than ASCII ones.
import { type LuhnSums, luhnSums, passesLuhn } from './luhn.ts'

/** A group of digits: where it lies in the run, and which of the run’s digits it has. */
export type Group = { from: number; to: number; first: number; last: number }

export type Run = { text: string; digits: string; groups: readonly Group[]; luhn: LuhnSums }

const isDigit = (code: number) => code >= 48 && code <= 57

/** By the character: a match for each group would cost more than all the rest. */
export function runOf(text: string): Run {
  const groups: Group[] = []
  let [from, last] = [0, 0]
  for (let at = 0; at <= text.length; at += 1) {
    if (isDigit(text.charCodeAt(at))) continue
    if (at > from) groups.push({ from, to: at, first: last, last: last + at - from })
    last += at - from
    from = at + 1
  }
  const digits = text.replace(/\D+/g, '')
  return { text, digits, groups, luhn: luhnSums(digits) }
}

/** The lengths of the groups at…end (both included), with commas between them. */
export const shapeOf = ({ groups }: Run, at: number, end: number): string =>
  groups
    .slice(at, end + 1)
    .map(({ first, last }) => last - first)
    .join()

/** How many digits a number has, in how many groups at most (what bounds the search), and whether groups at…end are one. */
export type NumberKind = {
  least: number
  most: number
  groups: number
  is: (run: Run, at: number, end: number) => boolean
}

/** The last group of the longest number of that kind that begins at a group; null when none does. */
function lastOf(run: Run, at: number, { least, most, groups, is }: NumberKind): number | null {
  const { first } = run.groups[at] as Group
  let found: number | null = null
  for (let end = at; end < Math.min(run.groups.length, at + groups); end += 1) {
    const length = (run.groups[end] as Group).last - first
    if (length > most) break
    if (length >= least && is(run, at, end)) found = end
  }
  return found
}

/** The numbers of that kind in a run, from left to right, the longest first; by the numbers of their groups, both included. */
export function numbersIn(run: Run, kind: NumberKind): { at: number; end: number }[] {
  const found: { at: number; end: number }[] = []
  for (let at = 0; at < run.groups.length; at += 1) {
    const end = lastOf(run, at, kind)
    if (end === null) continue
    found.push({ at, end })
    at = end
  }
  return found
}

const USUAL_CARDS = ['4,4,4,4', '4,6,5', '4,6,4', '13', '14', '15', '16', '17', '18', '19']
const luhnPasses: NumberKind['is'] = ({ luhn, groups }, at, end) =>
  passesLuhn(luhn, (groups[at] as Group).first, (groups[end] as Group).last)
const CARD = { least: 13, most: 19 }

/** Payment card numbers; grouped as usual first, so that a number beside a card never takes digits of it. */
export const CARDS: readonly NumberKind[] = [
  {
    ...CARD,
    groups: 4,
    is: (run, at, end) => luhnPasses(run, at, end) && USUAL_CARDS.includes(shapeOf(run, at, end)),
  },
  { ...CARD, groups: 19, is: luhnPasses },
]
