// Policies by their ids, as they were sent.

type PolicyTagsProps = { label: string; policies: readonly string[] }

/** Nothing where there is none. */
export const PolicyTags = ({ label, policies }: PolicyTagsProps) =>
  policies.length === 0 ? null : (
    <p class="tagged">
      <span class="quiet">{label}</span>{' '}
      {policies.map((policy) => (
        <span class="tag">{policy}</span>
      ))}
    </p>
  )
