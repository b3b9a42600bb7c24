// The sentences of a text with what was found in each. Sentences that one finding joins are one unit.
import type { Finding, Span } from '../policies/policy-set.ts'
import { sentencesOf } from './sentences.ts'

/** Findings with offsets within the unit. */
export type Unit = Span & { findings: Finding[] }

/** @param findings with offsets in the text, in any order; none lies in white space alone */
export function unitsOf(text: string, findings: readonly Finding[]): Unit[] {
  const ordered = [...findings].sort((a, b) => a.start - b.start)
  const units: Unit[] = []
  let [next, reach] = [0, 0]
  for (const sentence of sentencesOf(text)) {
    const joined = reach > sentence.start ? units.at(-1) : undefined
    const unit = joined ?? { ...sentence, findings: [] }
    if (joined) joined.end = sentence.end
    else units.push(unit)
    for (; next < ordered.length && (ordered[next] as Finding).start < unit.end; next += 1) {
      const finding = ordered[next] as Finding
      reach = Math.max(reach, finding.end)
      unit.findings.push(from(finding, unit.start))
    }
  }
  return units
}

const from = ({ policy, start, end, part, instead }: Finding, offset: number): Finding => ({
  policy,
  start: start - offset,
  end: end - offset,
  part: { start: part.start - offset, end: part.end - offset },
  instead,
})
