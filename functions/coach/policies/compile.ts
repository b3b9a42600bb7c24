// Compiles what a policy file says: its phrases into one graph, its numbers into what is sought in runs of digits.
// Every fault is found here, before any text is seen; it must never leave one for the detector to throw.
import { CARDS, type NumberKind, shapeOf } from '../numbers/digit-run.ts'
import type { CompiledFile, CompiledPolicy, NumberRule, Role } from './compiled.ts'
import type { Fault } from './faults.ts'
import { type Phrase, PhraseError, parsePhrase } from './phrase.ts'
import { BUILT_IN, MAX_COST, PhraseGraphBuilder } from './phrase-graph.ts'
import type { FileFields, NumberFields, PolicyFields } from './policy-schema.ts'

/** @returns the policies, or what is wrong with them */
export function compile(
  file: FileFields,
  version: string,
): { ok: true; file: CompiledFile } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const lists = new Map<string, readonly Phrase[]>()
  const read = (text: string, path: readonly PropertyKey[], mayHavePart = false): Phrase | null => {
    try {
      const phrase = parsePhrase(text)
      const unknown = namesIn(phrase).find((name) => !lists.has(name) && !BUILT_IN.includes(name))
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
    lists.set(
      name,
      phrases.filter((phrase) => phrase !== null),
    )
  }

  const builder = new PhraseGraphBuilder(lists)
  const roles: Role[] = []
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
    const { word, steps } = builder.costliest()
    if (steps > MAX_COST)
      faults.push({
        path,
        message: `(${text}) is one too many: the word ${word} would cost ${steps} steps each time`,
      })
  }
  const policies = file.policies.map((fields, policy): CompiledPolicy => {
    const at = ['policies', policy]
    for (const [n, { match, instead, always }] of (fields.patterns ?? []).entries())
      add(match, { is: 'pattern', policy, instead, always }, [...at, 'patterns', n])
    for (const [n, phrase] of (fields.except ?? []).entries())
      add(phrase, { is: 'except', policy }, [...at, 'except', n])
    for (const [n, phrase] of (fields.unless_stated ?? []).entries())
      add(phrase, { is: 'stated', policy }, [...at, 'unless_stated', n])
    for (const [rule, { near, not_after }] of (fields.numbers ?? []).entries()) {
      for (const [n, phrase] of (near ?? []).entries())
        add(phrase, { is: 'near', policy, rule }, [...at, 'numbers', rule, 'near', n])
      for (const [n, phrase] of (not_after ?? []).entries())
        add(phrase, { is: 'not-after', policy, rule }, [...at, 'numbers', rule, 'not_after', n])
    }
    faults.push(...faultsWithin(fields, policy, file.policies))
    return compiledPolicy(fields, file.policies)
  })
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, file: { version, policies, graph: builder.graph(), roles } }
}

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

/** What the fields of a policy must have of each other. */
function faultsWithin(fields: PolicyFields, policy: number, all: readonly PolicyFields[]): Fault[] {
  const at = ['policies', policy]
  const earlier = all.slice(0, policy).map(({ id }) => id)
  const faults: Fault[] = []
  const fault = (message: string, ...path: PropertyKey[]) => faults.push({ path: [...at, ...path], message })
  if (earlier.includes(fields.id)) fault(`${fields.id} is the id of an earlier policy`, 'id')
  for (const id of fields.yields_to ?? [])
    if (!earlier.includes(id)) fault(`names ${id}, which is no policy above it`, 'yields_to')
  if (!fields.patterns && !fields.numbers)
    fault('has neither patterns nor numbers, so that nothing violates it')
  if (fields.numbers && !fields.redact) fault('needs redact: what is written for them, as [SSN]', 'numbers')
  if (fields.redact && !fields.numbers) fault('needs numbers', 'redact')
  if (fields.patterns && !fields.sentences && !fields.append)
    fault('need sentences or append: what can be written instead of a sentence', 'patterns')
  if (fields.unless_stated && !fields.append)
    fault('needs append: a sentence that states it', 'unless_stated')
  if (fields.append && !fields.unless_stated) fault('needs unless_stated: what counts as stated', 'append')
  return faults
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
