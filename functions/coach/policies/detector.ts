// What the policies of one file find in a text: their phrases and numbers, less exceptions, less what another policy has
// already, less what the text itself states. One pass each. It must never compare every finding with every other.

import type { CompiledFile } from './compiled.ts'
import { Cover } from './cover.ts'
import { numberFindings } from './number-findings.ts'
import { apart, byStart, merged } from './overlaps.ts'
import { type Match, PhraseMatcher } from './phrase-matcher.ts'
import type { Finding, PolicySet } from './policy-set.ts'
import { sentencesOf } from './sentences.ts'
import { type Words, wordsOf } from './words.ts'

/** @throws nothing; neither do the set's methods */
export function detector(file: CompiledFile): PolicySet {
  const matcher = new PhraseMatcher(file.graph)
  const ids = file.policies.map(({ info }) => info.id)

  /** By policy, in the file's order. */
  function found(text: string): Finding[][] {
    const words = wordsOf(text)
    const matches = matcher.match(words)
    const byPolicy = ids.map((): Match[] => [])
    const excepted = ids.map(() => new Cover(words.count))
    const stated = ids.map(() => false)
    for (const match of matches) {
      const role = file.roles[match.phrase]
      if (role === undefined) continue
      if (role.is === 'pattern') byPolicy[role.policy]?.push(match)
      else if (role.is === 'except') excepted[role.policy]?.add(match.from, match.to)
      else if (role.is === 'stated') stated[role.policy] = true
    }
    const covers: Cover[] = []
    return file.policies.map(({ yieldsTo, numbers }, policy) => {
      const cover = new Cover(words.count)
      covers.push(cover)
      const kept = (byPolicy[policy] ?? []).filter((match) => {
        const role = file.roles[match.phrase]
        if (stated[policy] || excepted[policy]?.touches(match.partFrom, match.partTo)) return false
        if (role?.is === 'pattern' && role.always) return true
        return !yieldsTo.some((earlier) => covers[earlier]?.touches(match.from, match.to))
      })
      for (const match of kept) cover.add(match.from, match.to)
      const policyId = ids[policy] as string
      return [
        ...kept.map((match) => findingOf(match, words, policyId)),
        ...(numbers.length > 0 ? numberFindings(text, file, policy, () => ({ words, matches })) : []),
      ]
    })
  }

  function findingOf(match: Match, { start, end }: Words, policy: string): Finding {
    const role = file.roles[match.phrase]
    return {
      policy,
      start: start[match.from] as number,
      end: end[match.to] as number,
      part: { start: start[match.partFrom] as number, end: end[match.partTo] as number },
      instead: role?.is === 'pattern' ? role.instead : [],
    }
  }

  const violated = (text: string) =>
    found(text).flatMap((findings, policy) => (findings.length > 0 ? [ids[policy] as string] : []))

  return {
    policies: file.policies.map(({ info }) => info),
    version: file.version,
    repairs: new Map(file.policies.map(({ info, repair }) => [info.id, repair])),
    detect: (text) => byStart(found(text).flatMap(merged)),
    violated,
    violates: (text, policy) => (ids.includes(policy) ? violated(text).includes(policy) : null),
    redact: redacted,
    findings: (text) =>
      found(text)
        .flatMap(apart)
        .sort((a, b) => a.part.start - b.part.start),
    sentences: sentencesOf,
  }

  function redacted(text: string): string {
    let left = text
    for (const [policy, { numbers, repair }] of file.policies.entries()) {
      if (numbers.length === 0) continue
      const now = left
      const context = () => {
        const words = wordsOf(now)
        return { words, matches: matcher.match(words) }
      }
      let [kept, done] = ['', 0]
      for (const { start, end } of merged(numberFindings(now, file, policy, context))) {
        kept += now.slice(done, start) + repair.mask
        done = end
      }
      left = done === 0 ? now : kept + now.slice(done)
    }
    return left
  }
}
