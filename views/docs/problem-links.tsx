// A list of problems, each leading to its page.

export type ProblemName = { slug: string; status: number; title: string }

export const ProblemLinks = ({ problems }: { problems: readonly ProblemName[] }) => (
  <ul class="problem-links">
    {problems.map(({ slug, status, title }) => (
      <li>
        {status}{' '}
        <a href={`/problems/${slug}`}>
          <code>{slug}</code>
        </a>{' '}
        {title}
      </li>
    ))}
  </ul>
)
