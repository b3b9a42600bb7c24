// Violations by policy, the gravest policies first. It must never invent a policy's name: one that the policy file does not
// hold shows its id and says so.

import { SEVERITIES } from '../../functions/coach/policies/policy-set.ts'
import { eventsUrl } from '../../functions/report/filters.ts'
import type { Policies, PolicyFigures } from '../../functions/report/policies.ts'
import { Bar } from '../bar.tsx'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { Unknown } from '../figure.tsx'
import { count } from '../format.ts'
import { ScrollRegion } from '../scroll-region.tsx'

/** Asked for outcomes alone, nothing is detected, yet something is prevented or shipped. */
const longest = ({ detected, prevented, shipped }: PolicyFigures) => Math.max(detected, prevented + shipped)

/** Those of one severity stay in their order; those that are not described come last. */
const gravestFirst = (policies: readonly PolicyFigures[]): PolicyFigures[] => {
  const rank = ({ severity }: PolicyFigures) => (severity === null ? -1 : SEVERITIES.indexOf(severity))
  return [...policies].sort((a, b) => rank(b) - rank(a))
}

/** The bar is as long as the policy's share of the longest one; what is neither part is still open. */
type PolicyRowProps = {
  policy: PolicyFigures
  most: number
  /** Whether the policy file holds any of the table’s policies. */
  described: boolean
  given: Record<string, string>
}

const PolicyRow = ({ policy, most, described, given }: PolicyRowProps) => (
  <tr>
    <th scope="row">
      <a href={eventsUrl(given, { policy: policy.id })}>{policy.name ?? <code>{policy.id}</code>}</a>
      {policy.name === null ? (
        described && <span class="quiet under">not in the policy file</span>
      ) : (
        <code class="quiet under">{policy.id}</code>
      )}
    </th>
    {described && (
      <td>
        {policy.severity === null ? (
          <Unknown />
        ) : (
          <span class={`tag severity-${policy.severity}`}>{policy.severity}</span>
        )}
      </td>
    )}
    <td class="number">{count(policy.detected)}</td>
    <td class="number">{count(policy.prevented)}</td>
    <td class="number">{count(policy.shipped)}</td>
    <td class="bar-cell">
      <Bar
        parts={[
          { share: policy.prevented / most, tone: 'prevented' },
          { share: policy.shipped / most, tone: 'shipped' },
          {
            share: Math.max(0, policy.detected - policy.prevented - policy.shipped) / most,
            tone: 'undecided',
          },
        ]}
      />
    </td>
  </tr>
)

const Key = ({ tone, children }: { tone: string; children: string }) => (
  <th scope="col" class={`number tone-${tone}`}>
    <span class="dot" aria-hidden="true" /> {children}
  </th>
)

type TableProps = { policies: PolicyFigures[]; given: Record<string, string> }

const Table = ({ policies, given }: TableProps) => {
  const most = Math.max(1, ...policies.map(longest))
  const described = policies.some(({ severity }) => severity !== null)
  return (
    <ScrollRegion label="Violations by policy as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">Policy</th>
            {described && <th scope="col">Severity</th>}
            <th scope="col" class="number">
              Detected
            </th>
            <Key tone="prevented">Prevented</Key>
            <Key tone="shipped">Shipped</Key>
            <td />
          </tr>
        </thead>
        <tbody>
          {gravestFirst(policies).map((policy) => (
            <PolicyRow policy={policy} most={most} described={described} given={given} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

type PoliciesBlockProps = { loaded: Loaded<Policies>; given: Record<string, string> }

export const PoliciesBlock = ({ loaded, given }: PoliciesBlockProps) => (
  <LoadedBlock
    id="block-policies"
    title="Violations by policy"
    note="By severity, the most detected first; a policy leads to the events that name it. The grey part of a bar is not settled yet."
    loaded={loaded}
    body={({ policies }) =>
      policies.length > 0 ? (
        <Table policies={policies} given={given} />
      ) : (
        <p class="quiet">No draft violated a policy.</p>
      )
    }
  />
)
