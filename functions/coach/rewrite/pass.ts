// One pass over a text: each sentence with findings is mended, replaced or dropped, and what the policies want stated is
// added once. It must never touch a sentence without a finding, nor the space between two that stay.
import type { Finding, PolicySet } from '../policies/policy-set.ts'
import { followedBy, withCaveat } from './caveat.ts'
import type { Step } from './confidence.ts'
import { isEndedByAppending, type MendedSentence, mendedSentence } from './mend-sentence.ts'
import { replacedSentence } from './replace-sentence.ts'
import { inStyle, type Style } from './style.ts'
import { type Unit, unitsOf } from './units.ts'

export type Effort = 'mend' | 'replace' | 'drop'
type Passing = { set: PolicySet; effort: Effort; style: Style; steps: Step[]; used: Set<string> }

export function pass(text: string, findings: readonly Finding[], passing: Passing): string {
  const units = unitsOf(text, findings)
  const { set, effort, steps } = passing
  if (effort === 'drop') {
    steps.push('dropped')
    return assembled(text, units, (unit) => (unit.findings.length > 0 ? '' : null))
  }
  if (effort === 'mend' && findings.every(({ policy }) => isEndedByAppending(set, policy)))
    return appended(text, units, passing)
  const put = units.map((unit) => changed(text, unit, passing))
  if (effort === 'mend') addCaveat(text, units, put, passing)
  return assembled(text, units, (_, n) => put[n]?.text ?? null)
}

/** null where nothing changes. */
function changed(text: string, unit: Unit, passing: Passing): MendedSentence | null {
  const { start, end, findings } = unit
  const { set, effort, style, steps, used } = passing
  const sentence = text.slice(start, end)
  const own = effort === 'mend' ? findings.filter(({ policy }) => !isEndedByAppending(set, policy)) : findings
  if (own.length === 0) return null
  const mend = effort === 'mend' ? mendedSentence : replacedSentence
  const { text: put, by } = mend(set, sentence, own, { style, used })
  steps.push(by)
  return { text: put, by }
}

/** After the last sentence that asks for it. */
function appended(text: string, units: readonly Unit[], { set, style, steps }: Passing): string {
  const last = units.findLastIndex((unit) => unit.findings.length > 0)
  const { start, end, findings } = units[last] as Unit
  let put = text.slice(start, end)
  for (const policy of new Set(findings.map((finding) => finding.policy))) {
    const fitting = set.caveat(text.slice(start, end), policy)?.sentences ?? []
    const sentences = [...inStyle(fitting, style), ...inStyle(set.repairs.get(policy)?.append ?? [], style)]
    const next = sentences.map((one) => followedBy(put, one))
    put = next.find((one) => set.violates(one, policy) === false) ?? (next.at(-1) as string)
  }
  steps.push('disclosed')
  return assembled(text, units, (_, n) => (n === last ? put : null))
}

/** To the last sentence that was reworded, for the first of its policies that has one. */
function addCaveat(
  text: string,
  units: readonly Unit[],
  put: (MendedSentence | null)[],
  passing: Passing,
): void {
  const { set, style, steps } = passing
  const last = put.findLastIndex((one) => one?.by === 'reworded')
  const mended = put[last]
  if (!mended) return
  for (const policy of new Set((units[last] as Unit).findings.map((finding) => finding.policy))) {
    if (isEndedByAppending(set, policy) || set.says(text, policy)) continue
    const caveat = set.caveat(mended.text, policy)
    if (caveat === null) continue
    mended.text = withCaveat(mended.text, caveat, style)
    steps.push('disclosed')
    return
  }
}

/** The text with other words for some units, by their number; `''` takes the space before it along, null changes nothing. */
function assembled(
  text: string,
  units: readonly Unit[],
  put: (unit: Unit, n: number) => string | null,
): string {
  let [out, done] = ['', 0]
  for (const [n, unit] of units.entries()) {
    const words = put(unit, n)
    if (words === '') {
      if (out === '') out = text.slice(done, unit.start)
    } else out += text.slice(done, unit.start) + (words ?? text.slice(unit.start, unit.end))
    done = unit.end
  }
  return out + text.slice(done)
}
