// The shape of a policy file, before its patterns are read. What each field means stands in the head of data/policies.yaml.
// It must never let an unknown field pass: it would be a typing mistake that silently does nothing.
import { z } from 'zod'
import { SEVERITIES } from './policy-set.ts'

const text = (most: number) => z.string().trim().min(1, 'must not be empty').max(most)
const phrase = z.string().min(1, 'must not be empty')
/** One or several. */
const some = <T extends z.ZodType>(one: T) =>
  z
    .union([one, z.array(one).min(1)])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[])

/** A wording may be empty: the part is then dropped. */
const wordings = some(z.string().max(500))
const sentences = some(text(500))

const patternSchema = z.union([
  phrase.transform((match) => ({ match, instead: [] as string[], always: false })),
  z.strictObject({ match: phrase, instead: wordings.default([]), always: z.boolean().default(false) }),
])

/** Digits at least and at most. */
const digits = z
  .union([
    z.int().min(4).max(30),
    z.string().regex(/^\d{1,2}-\d{1,2}$/, 'must be a number of digits, or two as 13-19'),
  ])
  .transform((given) => {
    const [least, most = least] = String(given).split('-').map(Number) as [number, number?]
    return { least, most }
  })
  .refine(({ least, most }) => least >= 4 && least <= most && most <= 30, 'must lie within 4 and 30')

const numberSchema = z.strictObject({
  digits,
  grouped: z
    .string()
    .regex(/^\d{1,2}(-\d{1,2})+$/, 'must be lengths of groups, as 3-2-4')
    .optional(),
  check: z.enum(['luhn'], 'must be luhn').optional(),
  near: z.array(phrase).min(1).optional(),
  not_after: z.array(phrase).min(1).optional(),
})

const policySchema = z.strictObject({
  id: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
      'must be 1-100 letters, digits, dots, hyphens or underscores',
    ),
  name: text(100),
  severity: z.enum(SEVERITIES, `must be one of ${SEVERITIES.join(', ')}`),
  description: text(500),
  advice: text(500),
  patterns: z.array(patternSchema).min(1).optional(),
  context: z.array(phrase).min(1).optional(),
  in_context: z.array(patternSchema).min(1).optional(),
  except: z.array(phrase).min(1).optional(),
  unless_stated: z.array(phrase).min(1).optional(),
  yields_to: some(z.string()).optional(),
  numbers: z.array(numberSchema).min(1).optional(),
  redact: z
    .string()
    .regex(/^\[[A-Z][A-Z _-]{0,30}\]$/, 'must be capitals in brackets, as [SSN]')
    .optional(),
  sentences: sentences.optional(),
  append: sentences.optional(),
})
export type PolicyFields = z.infer<typeof policySchema>
export type NumberFields = z.infer<typeof numberSchema>

const mendSchema = z.strictObject({
  reword: z
    .array(
      z.union([
        z.strictObject({ match: phrase, instead: wordings }),
        z.strictObject({ match: phrase, sentence: sentences }),
      ]),
    )
    .min(1)
    .optional(),
  caveats: z
    .array(
      z.strictObject({
        when: z.array(phrase).min(1).optional(),
        clause: sentences.optional(),
        sentence: sentences,
      }),
    )
    .min(1)
    .optional(),
  unless_said: z.array(phrase).min(1).optional(),
})

export const fileSchema = z.strictObject({
  words: z
    .record(
      z
        .string()
        .regex(/^[a-z][a-z0-9_-]{0,40}$/, 'must be lower-case letters, digits, hyphens or underscores'),
      z.array(phrase).min(1, 'must not be empty'),
    )
    .default({}),
  policies: z.array(policySchema).min(1, 'must hold at least one policy').max(100),
  mend: z.record(z.string(), mendSchema).default({}),
})

export type FileFields = z.infer<typeof fileSchema>
