// Reads a policy file: its YAML, its shape, its patterns, and at last whether its own wordings keep its own policies.
// It must never hand out a set of a file with a fault.
import { createHash } from 'node:crypto'
import { compile } from './compile.ts'
import { detector } from './detector.ts'
import { type Fault, faultsOf } from './faults.ts'
import { type FileFields, fileSchema } from './policy-schema.ts'
import type { PolicySet } from './policy-set.ts'
import { PolicyText } from './policy-text.ts'

/** A file for people to read; a larger one is a mistake. In characters. */
const MAX_FILE = 1_000_000

/** Lines: `line 12: policies.0.severity must be one of low, medium, high, critical`. */
type Faulty = { ok: false; lines: string[] }

/** What the file says, before anything of it is compiled: as it stands, what policies are called is known. */
export function readPolicies(
  yaml: string,
): { ok: true; text: PolicyText; fields: FileFields; version: string } | Faulty {
  if (yaml.length > MAX_FILE)
    return { ok: false, lines: [`line 1: the file is longer than ${MAX_FILE} characters`] }
  const text = new PolicyText(yaml)
  if (text.unreadable !== null) return { ok: false, lines: [text.unreadable] }
  const parsed = fileSchema.safeParse(text.value, { reportInput: true })
  if (!parsed.success) return { ok: false, lines: text.lines(faultsOf(parsed.error.issues)) }
  const version = createHash('sha256').update(yaml).digest('hex').slice(0, 12)
  return { ok: true, text, fields: parsed.data, version }
}

/** @returns the set, or one line per fault */
export function parsePolicies(yaml: string): { ok: true; set: PolicySet } | Faulty {
  const read = readPolicies(yaml)
  if (!read.ok) return read
  const { text, fields, version } = read
  const compiled = compile(fields, version)
  if (!compiled.ok) return { ok: false, lines: text.lines(compiled.faults) }
  const set = detector(compiled.file)
  const faults = [...faultsOfWordings(set, fields), ...faultsOfMends(set, fields)]
  return faults.length > 0 ? { ok: false, lines: text.lines(faults) } : { ok: true, set }
}

/** A sentence that is to mend a text must not violate a policy itself, and one to append must count as stated. */
function faultsOfWordings(set: PolicySet, { policies }: FileFields): Fault[] {
  return policies.flatMap(({ id, sentences = [], append = [], redact }, policy) => {
    const fault = (field: string, violated: readonly string[]): Fault[] =>
      violated.length === 0
        ? []
        : [{ path: ['policies', policy, field], message: `itself violates ${violated.join(', ')}` }]
    return [
      ...sentences.flatMap((sentence) => fault('sentences', set.violated(sentence))),
      ...append.flatMap((sentence) => fault('append', set.violated(sentence))),
      ...(redact === undefined
        ? []
        : fault(
            'redact',
            set.violated(redact).filter((other) => other === id),
          )),
    ]
  })
}

/** Nor may what stands instead of words, or is said beside a sentence. */
function faultsOfMends(set: PolicySet, { mend }: FileFields): Fault[] {
  return Object.entries(mend).flatMap(([id, { reword = [], caveats = [] }]) => {
    const fault = (texts: readonly string[], ...path: PropertyKey[]): Fault[] =>
      texts.flatMap((text) => {
        const violated = set.violated(text)
        if (violated.length === 0) return []
        return [{ path: ['mend', id, ...path], message: `(${text}) itself violates ${violated.join(', ')}` }]
      })
    return [
      ...reword.flatMap((one, n) => fault('sentence' in one ? one.sentence : one.instead, 'reword', n)),
      ...caveats.flatMap(({ clause = [], sentence }, n) => fault([...clause, ...sentence], 'caveats', n)),
    ]
  })
}
