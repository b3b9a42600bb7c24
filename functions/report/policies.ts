// Violations by policy: detected in drafts, prevented, shipped; and what the policy file says each policy is.
// It must never leave out a policy that the file does not know: events may name any.
import { z } from 'zod'
import { type PolicyInfo, SEVERITIES } from '../coach/policies/policy-set.ts'
import { countSchema, violationsSchema } from './figures.ts'
import { factsOf, type Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'

const sql = namedQuery('policies')

const policySchema = violationsSchema.extend({
  id: z.string(),
  name: z
    .string()
    .nullable()
    .describe('From the policy file (POLICIES_FILE); null where that does not hold it.'),
  severity: z.enum(SEVERITIES).nullable().describe('From there too.'),
})

export const policiesSchema = z.object({
  policy_violations: z.record(z.string(), countSchema).describe('Detected violations by policy.'),
  total_policies: countSchema,
  total_violations: countSchema,
  policies: z.array(policySchema).describe('Most detected first.'),
})
export type Policies = z.infer<typeof policiesSchema>
export type PolicyFigures = z.infer<typeof policySchema>

/** Without names: those are the policy file’s of the moment, and figures are kept longer. */
export async function policies(snapshot: Snapshot, scope: Scope): Promise<Policies> {
  const rows = (await snapshot.facts(sql, factsOf(scope))) as {
    id: string
    detected: number
    prevented: number
    shipped: number
  }[]
  rows.sort((a, b) => b.detected - a.detected || (a.id < b.id ? -1 : 1))
  const unnamed: PolicyFigures[] = rows.map((row) => ({ ...row, name: null, severity: null }))
  return {
    policy_violations: Object.fromEntries(rows.map((row) => [row.id, row.detected])),
    total_policies: rows.length,
    total_violations: rows.reduce((sum, row) => sum + row.detected, 0),
    policies: unnamed,
  }
}

/** The figures with the names and severities of the policies that are described. */
export function describedBy(described: readonly PolicyInfo[], figures: Policies): Policies {
  const infos = new Map(described.map((info) => [info.id, info]))
  return {
    ...figures,
    policies: figures.policies.map((policy) => {
      const { name = null, severity = null } = infos.get(policy.id) ?? {}
      return { ...policy, name, severity }
    }),
  }
}
