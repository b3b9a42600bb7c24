// One operation of the API reference: what it is for, its call, what it takes, what it answers, a form to try it.
import { type Field, FieldTable } from './field-table.tsx'
import { ProblemLinks, type ProblemName } from './problem-links.tsx'
import { Prose } from './prose.tsx'
import { TryForm, type TryProps } from './try-form.tsx'

export type AnswerProps = {
  status: number
  description: string
  headers: readonly string[]
  /** Media type; null where there is no body. */
  type: string | null
  fields: readonly Field[]
  /** As it is sent; null where none is given. */
  example: string | null
}

export type OperationProps = {
  id: string
  method: string
  path: string
  summary: string
  description: string
  parameters: readonly Field[]
  /** The fields of the body; empty where there is none. */
  body: readonly Field[]
  answers: readonly AnswerProps[]
  /** Those of its own; what every request can meet is said once. */
  problems: readonly ProblemName[]
  /** A line for the shell. */
  curl: string
  /** Null where it cannot be tried in a page. */
  attempt: TryProps | null
}

const Answer = ({ of, answer }: { of: string; answer: AnswerProps }) => (
  <li>
    <p>
      <strong>{answer.status}</strong> {answer.type && <code>{answer.type}</code>}{' '}
      <Prose text={answer.description} />
    </p>
    {answer.headers.length > 0 && (
      <p class="quiet">
        Headers:{' '}
        {answer.headers.map((name, index) => (
          <>
            {index > 0 && ', '}
            <code>{name}</code>
          </>
        ))}
      </p>
    )}
    {answer.fields.length > 0 && (
      <FieldTable label={`Fields of answer ${answer.status} of ${of}`} fields={answer.fields} sent={false} />
    )}
    {answer.example !== null && (
      <pre tabindex={0}>
        <code>{answer.example}</code>
      </pre>
    )}
  </li>
)

export function OperationEntry(operation: OperationProps) {
  const { id, method, path, summary, description, parameters, body, answers, problems, curl, attempt } =
    operation
  const name = `${method} ${path}`
  return (
    <article id={id} class="operation" aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>
        <a href={`#${id}`}>
          <span class="method">{method}</span> <code>{path}</code>
        </a>
      </h3>
      <p>
        <strong>{summary}.</strong> <Prose text={description} />
      </p>
      <pre tabindex={0}>
        <code>{curl}</code>
      </pre>
      {parameters.length > 0 && (
        <details class="fold">
          <summary>Parameters of {path}</summary>
          <FieldTable label={`Parameters of ${name}`} fields={parameters} sent={true} />
        </details>
      )}
      {body.length > 0 && (
        <details class="fold">
          <summary>Body of {path}</summary>
          <FieldTable label={`Body of ${name}`} fields={body} sent={true} />
        </details>
      )}
      <details class="fold">
        <summary>Answers of {path}</summary>
        <ul class="answers">
          {answers.map((answer) => (
            <Answer of={name} answer={answer} />
          ))}
        </ul>
      </details>
      {problems.length > 0 && (
        <details class="fold">
          <summary>Problems of {path}</summary>
          <ProblemLinks problems={problems} />
        </details>
      )}
      {attempt && (
        <details class="fold">
          <summary>Try {path}</summary>
          <TryForm {...attempt} />
        </details>
      )}
    </article>
  )
}
