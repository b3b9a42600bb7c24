// Policies of a file that is known to be sound: what they are called is known at once, and they are compiled when a text is
// first searched.
import { parsePolicies, readPolicies } from './parse.ts'
import type { PolicySet } from './policy-set.ts'

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** @param setOf of a file that is not sound after all, throws */
export function compiledWhenNeeded(
  yaml: string,
  setOf: (parsed: ReturnType<typeof parsePolicies>) => PolicySet,
): PolicySet {
  const compiled = once(() => setOf(parsePolicies(yaml)))
  const named = once(() => {
    const read = readPolicies(yaml)
    if (!read.ok) return compiled()
    const { fields, version } = read
    return {
      version,
      policies: fields.policies.map(({ id, name, severity, description }) => ({
        id,
        name,
        severity,
        description,
      })),
    }
  })
  return {
    get policies() {
      return named().policies
    },
    get version() {
      return named().version
    },
    get redactsFrom() {
      return compiled().redactsFrom
    },
    get repairs() {
      return compiled().repairs
    },
    detect: (text) => compiled().detect(text),
    violated: (text) => compiled().violated(text),
    violates: (text, policy) => compiled().violates(text, policy),
    redact: (text) => compiled().redact(text),
    findings: (text) => compiled().findings(text),
    sentences: (text) => compiled().sentences(text),
    rewordings: (sentence, policies) => compiled().rewordings(sentence, policies),
    says: (text, policy) => compiled().says(text, policy),
    caveat: (sentence, policy) => compiled().caveat(sentence, policy),
  }
}
