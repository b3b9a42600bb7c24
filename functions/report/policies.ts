// Violations by policy: detected in drafts, prevented, shipped.
import type { Policies, PolicyFigures } from './figures.ts'
import { factsOf, type Scope } from './scope.ts'
import type { Snapshot } from './snapshot/snapshot.ts'
import { namedQuery } from './sql.ts'

const sql = namedQuery('policies')

export async function policies(snapshot: Snapshot, scope: Scope): Promise<Policies> {
  const rows = (await snapshot.facts(sql, factsOf(scope))) as {
    id: string
    detected: number
    prevented: number
    shipped: number
  }[]
  const described: PolicyFigures[] = rows.map((row) => ({ ...row, name: null, severity: null }))
  return {
    policy_violations: Object.fromEntries(rows.map((row) => [row.id, row.detected])),
    total_policies: rows.length,
    total_violations: rows.reduce((sum, row) => sum + row.detected, 0),
    policies: described,
  }
}
