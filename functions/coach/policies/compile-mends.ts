// Compiles how a policy file mends: per policy its rewordings and caveats, in graphs of their own, so that a text which
// violates nothing never pays for them. It must never throw: what is wrong is added to the faults.
import type { CompiledMend, Roled } from './compiled.ts'
import type { Fault } from './faults.ts'
import type { Phrase } from './phrase.ts'
import { MAX_COST, PhraseGraphBuilder } from './phrase-graph.ts'
import type { FileFields } from './policy-schema.ts'
import type { WordLists } from './word-lists.ts'

type Path = readonly PropertyKey[]
type Reading = {
  read: (text: string, path: Path, mayHavePart?: boolean) => Phrase | null
  faults: Fault[]
}

/** @param lists all that the file names  @returns by the policy's place in the file */
export function compileMends(file: FileFields, lists: WordLists, reading: Reading): CompiledMend[] {
  const known = new Set(file.policies.map(({ id }) => id))
  for (const id of Object.keys(file.mend))
    if (!known.has(id)) reading.faults.push({ path: ['mend', id], message: 'is the id of no policy' })
  return file.policies.map(({ id, except = [] }) => {
    const at = ['mend', id]
    const {
      reword = [],
      caveats = [],
      unless_said = [],
    } = Object.hasOwn(file.mend, id) ? (file.mend[id] as FileFields['mend'][string]) : {}
    const words = new RoledBuilder<CompiledMend['rewordings']['roles'][number]>(lists, reading)
    for (const phrase of reword.length > 0 ? except : []) words.add(phrase, 'except', at)
    for (const [n, { match, ...change }] of reword.entries()) {
      const whole = 'sentence' in change
      words.add(match, { instead: whole ? change.sentence : change.instead, whole }, [...at, 'reword', n])
    }
    const beside = new RoledBuilder<'said' | number>(lists, reading)
    for (const [n, phrase] of unless_said.entries()) beside.add(phrase, 'said', [...at, 'unless_said', n])
    for (const [n, { when = [] }] of caveats.entries())
      for (const phrase of when) beside.add(phrase, n, [...at, 'caveats', n])
    return {
      rewordings: words.built(at),
      caveats: caveats.map(({ clause = [], sentence }) => ({ clauses: clause, sentences: sentence })),
      beside: beside.built(at),
      always: caveats.flatMap(({ when }, n) => (when === undefined ? [n] : [])),
    }
  })
}

class RoledBuilder<Role> {
  readonly #builder: PhraseGraphBuilder
  readonly #roles: Role[] = []
  readonly #reading: Reading

  constructor(lists: WordLists, reading: Reading) {
    this.#builder = new PhraseGraphBuilder(lists)
    this.#reading = reading
  }

  add(text: string, role: Role, path: Path) {
    const phrase = this.#reading.read(text, path, typeof role === 'object')
    if (phrase === null) return
    if (!this.#builder.add(phrase)) this.#fault(path, `(${text}) can match nothing at all`)
    this.#roles.push(role)
  }

  built(path: Path): Roled<Role> {
    const { word, steps } = this.#builder.costliest()
    if (steps > MAX_COST)
      this.#fault(
        path,
        `costs too much: ${steps} steps for each “${word}” in a text, ${MAX_COST} are allowed`,
      )
    return { graph: this.#builder.graph(), roles: this.#roles }
  }

  #fault(path: Path, message: string) {
    this.#reading.faults.push({ path, message })
  }
}
