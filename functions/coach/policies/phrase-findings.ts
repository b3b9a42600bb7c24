// What the phrases of a file find in the words of a text, by policy: its patterns, less what is excepted, what the text
// states, and what an earlier policy has in the same sentence. It must never compare every match with every other.
import type { CompiledFile, Role } from './compiled.ts'
import { Cover } from './cover.ts'
import type { Match } from './phrase-matcher.ts'
import type { Words } from './words.ts'

type Pattern = Extract<Role, { is: 'pattern' }>

/** A match of a pattern that stands, with the wordings for its part. */
export type Kept = { match: Match; role: Pattern }

/** By policy, in the file's order; null when no pattern matched at all, as in most texts. */
export function phraseFindings(
  file: CompiledFile,
  words: Words,
  matches: readonly Match[],
): (readonly Kept[])[] | null {
  const patterns: Kept[] = []
  for (const match of matches) {
    const role = file.roles[match.phrase] as Role
    if (role.is === 'pattern') patterns.push({ match, role })
  }
  if (patterns.length === 0) return null
  const { excepted, stated, inContext } = conditions(file, words, matches)
  const sentences = file.policies.map(() => new Set<number>())
  const kept = file.policies.map((): Kept[] => [])
  // In the file's order, so that those which a policy yields to have been through.
  for (const { match, role } of patterns.sort((a, b) => a.match.phrase - b.match.phrase)) {
    const { policy } = role
    const sentence = words.sentence[match.from] as number
    if (stated[policy] || (role.inContext && !inContext[policy])) continue
    if (!role.always) {
      if (excepted[policy]?.touches(match.from, match.to)) continue
      if (file.policies[policy]?.yieldsTo.some((earlier) => sentences[earlier]?.has(sentence))) continue
    }
    sentences[policy]?.add(sentence)
    kept[policy]?.push({ match, role })
  }
  return kept
}

function conditions({ policies, roles }: CompiledFile, words: Words, matches: readonly Match[]) {
  const excepted = policies.map((): Cover | null => null)
  const stated = policies.map(() => false)
  const inContext = policies.map(() => false)
  for (const { phrase, from, to } of matches) {
    const { is, policy } = roles[phrase] as Role
    if (is === 'stated') stated[policy] = true
    else if (is === 'context') inContext[policy] = true
    else if (is === 'except') {
      const cover = excepted[policy] ?? new Cover(words.count)
      cover.add(from, to)
      excepted[policy] = cover
    }
  }
  return { excepted, stated, inContext }
}
