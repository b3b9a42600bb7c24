// The same policies, which remember for one request what they found: a suggestion and its alternates ask much the same.
// It must never outlive the request.
import type { Finding, PolicySet, Rewording } from '../policies/policy-set.ts'

export function remembered(set: PolicySet): PolicySet {
  const findings = new Map<string, Finding[]>()
  const rewordings = new Map<string, Rewording[]>()
  const said = new Map<string, boolean>()
  return {
    ...set,
    findings: (text) => once(findings, text, () => set.findings(text)),
    rewordings: (sentence, policies) =>
      once(rewordings, `${[...policies].join()} ${sentence}`, () => set.rewordings(sentence, policies)),
    says: (text, policy) => once(said, `${policy} ${text}`, () => set.says(text, policy)),
  }
}

function once<T>(known: Map<string, T>, key: string, compute: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const value = compute()
  known.set(key, value)
  return value
}
