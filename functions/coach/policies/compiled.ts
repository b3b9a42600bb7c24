// A policy file compiled: what the detector walks through. Types alone.
import type { NumberKind } from '../numbers/digit-run.ts'
import type { PhraseGraph } from './phrase-graph.ts'
import type { Caveat, PolicyInfo, Repair } from './policy-set.ts'

/** What a phrase of the graph is for; `policy` is the policy's place in the file. */
export type Role =
  | { is: 'pattern'; policy: number; instead: readonly string[]; always: boolean; inContext: boolean }
  | { is: 'context' | 'except' | 'stated'; policy: number }
  | { is: 'near' | 'not-after'; policy: number; rule: number }

export type NumberRule = {
  kinds: readonly NumberKind[]
  /** Whether words decide, so that a number alone is none. */
  needsNear: boolean
  hasNotAfter: boolean
  /** Whether a number after +49 and the like is a telephone’s. */
  notInternational: boolean
}

export type CompiledPolicy = {
  info: PolicyInfo
  repair: Repair
  /** Places in the file of earlier policies. */
  yieldsTo: readonly number[]
  mayBeStated: boolean
  numbers: readonly NumberRule[]
}

/** Phrases with what each is for, by their numbers. */
export type Roled<Role> = { graph: PhraseGraph; roles: readonly Role[] }

/** How a policy mends, apart from its own patterns: what only texts that violate it meet. */
export type CompiledMend = {
  rewordings: Roled<{ instead: readonly string[]; whole: boolean } | 'except'>
  caveats: readonly Caveat[]
  /** For what is said beside a sentence: `said` already, or a number: the caveat that a sentence asks for. */
  beside: Roled<'said' | number>
  /** Those of the caveats that any sentence asks for. */
  always: readonly number[]
}

export type CompiledFile = {
  /** By the policy's place in the file. */
  mends: readonly CompiledMend[]
  version: string
  policies: readonly CompiledPolicy[]
  graph: PhraseGraph
  /** By the number of the phrase. */
  roles: readonly Role[]
  /** Digits of the shortest number that any policy finds; Infinity when none finds any. */
  leastDigits: number
}
