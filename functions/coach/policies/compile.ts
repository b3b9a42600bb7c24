// Compiles what a policy file says: its phrases into one graph, its numbers into what is sought in runs of digits.
// Every fault is found here, before any text is seen; it must never leave one for the detector to throw.
import { CARDS, type NumberKind, shapeOf } from '../numbers/digit-run.ts'
import { compileMends } from './compile-mends.ts'
import type { CompiledFile, CompiledPolicy, NumberRule, Role } from './compiled.ts'
import type { Fault } from './faults.ts'
import { faultsWithin } from './field-faults.ts'
import { type Phrase, PhraseError, parsePhrase } from './phrase.ts'
import { MAX_COST, PhraseGraphBuilder } from './phrase-graph.ts'
import type { FileFields, NumberFields, PolicyFields } from './policy-schema.ts'
import { BUILT_IN, WordLists } from './word-lists.ts'

/** @returns the policies, or what is wrong with them */
export function compile(
  file: FileFields,
  version: string,
): { ok: true; file: CompiledFile } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const lists = new WordLists()
  const read = (text: string, path: readonly PropertyKey[], mayHavePart = false): Phrase | null => {
    try {
      const phrase = parsePhrase(text)
      const unknown = namesIn(phrase).find((name) => !lists.has(name))
      if (unknown !== undefined)
        throw new PhraseError(`names <${unknown}>, which is no list of words above it`)
      if (!mayHavePart && hasPart(phrase)) throw new PhraseError('has a [part], which only patterns have')
      return phrase
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error
      faults.push({ path, message: `(${text}) ${error.message}` })
      return null
    }
  }
  for (const [name, entries] of Object.entries(file.words)) {
    const phrases = entries.map((entry, n) => read(entry, ['words', name, n]))
    if (BUILT_IN.includes(name))
      faults.push({ path: ['words', name], message: 'is a list that patterns know already' })
    lists.add(
      name,
      phrases.filter((phrase) => phrase !== null),
    )
  }

  const builder = new PhraseGraphBuilder(lists)
  const roles: Role[] = []
  const paths: (readonly PropertyKey[])[] = []
  const add = (text: string, role: Role, path: readonly PropertyKey[]) => {
    const phrase = read(text, path, role.is === 'pattern')
    if (phrase === null) return
    if (!builder.add(phrase)) {
      faults.push({
        path,
        message: `(${text}) can match nothing at all: one of its words must not be optional`,
      })
      return
    }
    roles.push(role)
    paths.push(path)
  }
  const policies = file.policies.map((fields, policy): CompiledPolicy => {
    const at = ['policies', policy]
    for (const field of ['patterns', 'in_context'] as const)
      for (const [n, { match, ...fix }] of (fields[field] ?? []).entries())
        add(match, { is: 'pattern', policy, ...fix, inContext: field === 'in_context' }, [...at, field, n])
    for (const [field, is] of CONDITIONS)
      for (const [n, phrase] of (fields[field] ?? []).entries())
        add(phrase, { is, policy }, [...at, field, n])
    for (const [rule, { near, not_after }] of (fields.numbers ?? []).entries()) {
      for (const [n, phrase] of (near ?? []).entries())
        add(phrase, { is: 'near', policy, rule }, [...at, 'numbers', rule, 'near', n])
      for (const [n, phrase] of (not_after ?? []).entries())
        add(phrase, { is: 'not-after', policy, rule }, [...at, 'numbers', rule, 'not_after', n])
    }
    faults.push(...faultsWithin(fields, policy, file.policies))
    return compiledPolicy(fields, file.policies)
  })
  const { word, steps, phrase } = builder.costliest()
  if (steps > MAX_COST)
    faults.push({
      path: paths[phrase] ?? [],
      message: `costs too much: all patterns together take ${steps} steps for each “${word}” in a text, ${MAX_COST} are allowed`,
    })
  if (faults.length > 0) return { ok: false, faults }
  const mends = compileMends(file, lists, { read, faults })
  if (faults.length > 0) return { ok: false, faults }
  const leastDigits = Math.min(
    ...policies.flatMap(({ numbers }) => numbers.flatMap(({ kinds }) => kinds.map(({ least }) => least))),
  )
  return { ok: true, file: { version, policies, graph: builder.graph(), roles, leastDigits, mends } }
}

const CONDITIONS = [
  ['context', 'context'],
  ['except', 'except'],
  ['unless_stated', 'stated'],
] as const

function namesIn(phrase: Phrase): string[] {
  if (phrase.is === 'list') return [phrase.name]
  if (phrase.is === 'sequence') return phrase.items.flatMap(namesIn)
  if (phrase.is === 'choice') return phrase.options.flatMap(namesIn)
  return phrase.is === 'optional' || phrase.is === 'part' ? namesIn(phrase.item) : []
}

function hasPart(phrase: Phrase): boolean {
  if (phrase.is === 'sequence') return phrase.items.some(hasPart)
  if (phrase.is === 'choice') return phrase.options.some(hasPart)
  return phrase.is === 'part' || (phrase.is === 'optional' && hasPart(phrase.item))
}

function compiledPolicy(fields: PolicyFields, all: readonly PolicyFields[]): CompiledPolicy {
  const { id, name, severity, description, advice, redact } = fields
  return {
    info: { id, name, severity, description },
    repair: { advice, sentences: fields.sentences ?? [], append: fields.append ?? [], mask: redact ?? null },
    yieldsTo: (fields.yields_to ?? []).map((earlier) => all.findIndex((one) => one.id === earlier)),
    mayBeStated: fields.unless_stated !== undefined,
    numbers: (fields.numbers ?? []).map(numberRule),
  }
}

function numberRule({ digits, grouped, check, near, not_after }: NumberFields): NumberRule {
  const shape = grouped?.split('-').map(Number)
  const kind: NumberKind = {
    ...digits,
    groups: shape?.length ?? digits.most,
    is: (run, at, end) => shape === undefined || shapeOf(run, at, end) === shape.join(),
  }
  return {
    kinds: check === 'luhn' ? CARDS.map((card) => ({ ...card, ...digits })) : [kind],
    needsNear: near !== undefined,
    hasNotAfter: not_after !== undefined,
    notInternational: shape !== undefined,
  }
}
