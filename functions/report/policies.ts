// Violations by policy: detected in drafts, prevented, shipped.
import { z } from 'zod'
import { countSchema, violationsSchema } from './figures.ts'
import { factsOf, type Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'

const sql = namedQuery('policies')

const policySchema = violationsSchema.extend({
  id: z.string(),
  name: z.string().nullable().describe('From the coach’s policies; null while it is not described there.'),
  severity: z.string().nullable(),
})

export const policiesSchema = z.object({
  policy_violations: z.record(z.string(), countSchema).describe('Detected violations by policy.'),
  total_policies: countSchema,
  total_violations: countSchema,
  policies: z.array(policySchema).describe('Most detected first.'),
})
export type Policies = z.infer<typeof policiesSchema>
export type PolicyFigures = z.infer<typeof policySchema>

export async function policies(snapshot: Snapshot, scope: Scope): Promise<Policies> {
  const rows = (await snapshot.facts(sql, factsOf(scope))) as {
    id: string
    detected: number
    prevented: number
    shipped: number
  }[]
  rows.sort((a, b) => b.detected - a.detected || (a.id < b.id ? -1 : 1))
  const described: PolicyFigures[] = rows.map((row) => ({ ...row, name: null, severity: null }))
  return {
    policy_violations: Object.fromEntries(rows.map((row) => [row.id, row.detected])),
    total_policies: rows.length,
    total_violations: rows.reduce((sum, row) => sum + row.detected, 0),
    policies: described,
  }
}
