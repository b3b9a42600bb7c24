// What changed between two texts, by the word. Pure. The segments that are not added are the first text again, those
// that are not removed the second: it must never lose or invent a character.
import { diffArrays } from 'diff'
import { z } from 'zod'

/**
 * Words taken out or put in until two texts count as wholly different: the search for them takes as many steps as this
 * squared, 20 ms at worst.
 */
const MAX_CHANGES = 300

/** So many words at most stay for nothing between changes of more than twice as many on either side. */
const MOST_SPLINTER_WORDS = 2

export const segmentSchema = z.object({
  kind: z.enum(['same', 'removed', 'added']),
  text: z.string().min(1),
})
export type Segment = z.infer<typeof segmentSchema>

/** A word or a sign with the space before it. */
const TOKEN = /\s*(?:\[\w+\]|[\p{L}\p{M}\p{N}_]+(?:['’-][\p{L}\p{M}\p{N}_]+)*|\S)|\s+$/gu
const tokensOf = (text: string) => text.match(TOKEN) ?? []

export function wordDiff(before: string, after: string): Segment[] {
  const [left, right] = [tokensOf(before), tokensOf(after)]
  const changes = diffArrays(left, right, {
    comparator: (a, b) => a.trim() === b.trim(), // another space alone makes no other word
    maxEditLength: MAX_CHANGES,
  })
  if (changes === undefined) return inOrder([{ removed: before, added: after, same: '' }])
  const parts: Part[] = []
  let [from, to] = [0, 0]
  for (const [index, { count, removed, added }] of changes.entries()) {
    const [old, now] = [left.slice(from, from + count), right.slice(to, to + count)]
    if (!added) from += count
    if (!removed) to += count
    if (removed) parts.push({ removed: old.join(''), added: '', same: '' })
    else if (added) parts.push({ removed: '', added: now.join(''), same: '' })
    else if (isSplinter(changes, index)) parts.push({ removed: old.join(''), added: now.join(''), same: '' })
    else parts.push(...old.map((token, n) => sameWord(token, now[n] as string)))
  }
  return inOrder(parts)
}

type Change = { count: number; removed: boolean; added: boolean }
const isSame = (change: Change | undefined) => change !== undefined && !change.removed && !change.added

/**
 * Whether what stayed is a word or two between longer changes: such a "the" or "will" is there by chance, and a sentence
 * that was written anew reads better as one change than as splinters.
 */
function isSplinter(changes: readonly Change[], index: number): boolean {
  const { count } = changes[index] as Change
  if (count > MOST_SPLINTER_WORDS) return false
  const wordsTo = (step: 1 | -1) => {
    let words = 0
    for (let n = index + step; changes[n] !== undefined && !isSame(changes[n]); n += step)
      words += (changes[n] as Change).count
    return words
  }
  return [wordsTo(-1), wordsTo(1)].every((words) => words > 2 * count)
}

/** A change, and then what stayed. */
type Part = { removed: string; added: string; same: string }

function sameWord(token: string, other: string): Part {
  if (token === other) return { removed: '', added: '', same: token }
  const word = token.trim()
  return { removed: spaceBefore(token), added: spaceBefore(other), same: word }
}
const spaceBefore = (token: string) => token.slice(0, token.length - token.trimStart().length)

/** Neighbours of a kind become one segment; of a change, what was removed comes first. */
function inOrder(parts: readonly Part[]): Segment[] {
  const segments: Segment[] = []
  let change = { removed: '', added: '' }
  const settle = () => {
    for (const kind of ['removed', 'added'] as const)
      if (change[kind] !== '') segments.push({ kind, text: change[kind] })
    change = { removed: '', added: '' }
  }
  for (const { removed, added, same } of parts) {
    change = { removed: change.removed + removed, added: change.added + added }
    if (same === '') continue
    settle()
    const last = segments.at(-1)
    if (last?.kind === 'same') last.text += same
    else segments.push({ kind: 'same', text: same })
  }
  settle()
  return segments
}
