// The page of an error. It must never say more than the problem document does: no stack, no file path.
import type { FieldError } from '../functions/problem.ts'
import { type Assets, Layout } from './layout.tsx'

const named = ({ path, message }: FieldError) => (message.includes(path) ? message : `${path}: ${message}`)

type ProblemPageProps = {
  assets: Assets
  /** Where this kind of problem is explained. */
  type: string
  title: string
  status: number
  detail: string
  hint: string
  /** What is wrong with each field, as in the problem document. */
  errors?: FieldError[]
  /** Identifies this occurrence, here and in the log. */
  instance: string
}

export const ProblemPage = ({
  assets,
  type,
  title,
  status,
  detail,
  hint,
  errors = [],
  instance,
}: ProblemPageProps) => (
  <Layout title={title} assets={assets}>
    <article class="block problem">
      <p class="problem-status">Error {status}</p>
      <h1>{title}</h1>
      {errors.length > 0 ? (
        <ul>
          {errors.map((error) => (
            <li>{named(error)}</li>
          ))}
        </ul>
      ) : (
        <p>{detail}</p>
      )}
      {errors.length === 0 && hint !== detail && <p>{hint}</p>}
      <p class="quiet">
        This occurrence is <code>{instance}</code>
      </p>
      <ul class="links">
        <li>
          <a href={type}>What this problem means</a>
        </li>
        <li>
          <a href="/reports">Go to the reports</a>
        </li>
      </ul>
    </article>
  </Layout>
)
