// Policies by name, each with how grave a violation is. Severity is said in words; its colour only repeats them.
import type { PolicyInfo } from '../../functions/coach/policies/policy-set.ts'

export type Policy = Omit<PolicyInfo, 'severity'> & {
  /** Null for a policy that the file of now does not have. */
  severity: PolicyInfo['severity'] | null
}

const Severity = ({ severity }: { severity: NonNullable<Policy['severity']> }) => (
  <span class={`badge severity-${severity}`}>
    <span class="dot" aria-hidden="true" />
    {severity}
  </span>
)

/** @param numbered as the marks in a draft count them */
export const Policies = ({ policies, numbered }: { policies: readonly Policy[]; numbered: boolean }) => {
  const entries = policies.map(({ id, name, severity, description }) => (
    <li>
      <p class="policy-name">
        <strong>{name}</strong> {name !== id && <code>{id}</code>}{' '}
        {severity && <Severity severity={severity} />}
      </p>
      {description !== '' && <p class="quiet">{description}</p>}
    </li>
  ))
  return numbered ? <ol class="policies">{entries}</ol> : <ul class="policies">{entries}</ul>
}
