// A policy file compiled: what the detector walks through. Types alone.
import type { NumberKind } from '../numbers/digit-run.ts'
import type { PhraseGraph } from './phrase-graph.ts'
import type { PolicyInfo, Repair } from './policy-set.ts'

/** What a phrase of the graph is for; `policy` is the policy's place in the file. */
export type Role =
  | { is: 'pattern'; policy: number; instead: readonly string[]; always: boolean }
  | { is: 'except' | 'stated'; policy: number }
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

export type CompiledFile = {
  version: string
  policies: readonly CompiledPolicy[]
  graph: PhraseGraph
  /** By the number of the phrase. */
  roles: readonly Role[]
}
