// What is said about one address: the source of /openapi.json and, through it, of /docs.
// It must never repeat what a schema says: parameters, bodies and answers name the schemas that validate.
import type { z } from 'zod'
import type { ProblemSlug } from '../problem.ts'
import type { AnswerHeader, RequestHeader } from './headers.ts'
import type { SchemaName } from './schemas.ts'

/** The groups in the order of /docs. */
export const GROUPS = {
  Events: 'What the coach and the agents did comes in here. One writer stores it; any instance takes it.',
  Coach:
    'What an agent might send instead of a draft. Stores nothing, and needs neither database nor writer.',
  Reports: 'Figures as JSON, each answer from one published snapshot: `as_of` says which one.',
  Exports: 'Every event that the filters let through, streamed in order of seq.',
  Pages: 'For people, in a browser.',
  Reference: 'What this product says about itself.',
} as const
type Group = keyof typeof GROUPS

export type Answer = {
  status: number
  description: string
  headers?: readonly AnswerHeader[]
  /** Media type; none where there is no body. */
  type?: string
  schema?: SchemaName
  example?: unknown
}

export type Operation = {
  /** Names the operation for generated clients; unique. */
  id: string
  group: Group
  /** One line. */
  summary: string
  description?: string
  path?: z.ZodObject
  query?: z.ZodObject
  headers?: readonly RequestHeader[]
  /** Values of parameters in the example call. */
  sample?: Readonly<Record<string, string>>
  body?: {
    type: 'application/json' | 'application/x-www-form-urlencoded'
    schema: SchemaName
    example: unknown
  }
  answers: readonly Answer[]
  /** Answers callers without a key too, where others need one. */
  open?: true
  /** Takes a form of our own pages, for which a browser’s login is enough. */
  ownForm?: true
  /** Those of its own; `EVERYWHERE` of openapi.ts come on top. */
  problems: readonly ProblemSlug[]
}

export type Operations = Readonly<Record<`${'GET' | 'POST'} /${string}`, Operation>>
