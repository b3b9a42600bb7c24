// What /docs shows, read from the OpenAPI document alone: what the page says, the document says too.
import type { GroupProps } from '../../views/docs/docs-page.tsx'
import type { AnswerProps, OperationProps } from '../../views/docs/operation-entry.tsx'
import type { ProblemName } from '../../views/docs/problem-links.tsx'
import type { TryProps } from '../../views/docs/try-form.tsx'
import { curlOf, examplePath } from './curl.ts'
import { fieldOf, fieldsOf } from './fields.ts'
import type { JsonSchema } from './json-schema.ts'
import { EVERYWHERE } from './openapi.ts'
import type { MediaType, OpenApi, OperationObject, Parameter } from './openapi-object.ts'

const PROBLEM = 'application/problem+json'
const FORM = 'application/x-www-form-urlencoded'

const indented = (value: unknown) => (value === undefined ? null : JSON.stringify(value, null, 2))

const named = (document: OpenApi, { schema }: MediaType): JsonSchema =>
  document.components.schemas[schema?.$ref.split('/').at(-1) ?? ''] ?? {}

function answersOf(document: OpenApi, { responses }: OperationObject): AnswerProps[] {
  return Object.entries(responses).flatMap(
    ([status, { description, headers = {}, content }]): AnswerProps[] => {
      const said = { status: Number(status), description, headers: Object.keys(headers) }
      if (!content) return [{ ...said, type: null, fields: [], example: null }]
      return Object.entries(content)
        .filter(([type]) => type !== PROBLEM && !(PROBLEM in content && type === 'text/html'))
        .map(([type, media]) => ({
          ...said,
          type,
          fields: fieldsOf(named(document, media)),
          example: indented(media.example),
        }))
    },
  )
}

const slugsOf = ({ responses }: OperationObject) =>
  Object.values(responses).flatMap(({ content }) => Object.keys(content?.[PROBLEM]?.examples ?? {}))

const problemsOf = ({ components }: OpenApi, slugs: readonly string[]): ProblemName[] =>
  slugs.flatMap((slug) => {
    const example = components.examples[slug]
    return example ? [{ slug, status: example.value.status, title: example.summary }] : []
  })

/** How a parameter is asked for in a form. */
function inputOf({ name, schema, example, required, in: where }: Parameter): TryProps['inputs'][number] {
  const numeric = schema.type === 'integer'
  return {
    name,
    header: where === 'header',
    required,
    choices: (schema.enum as string[] | undefined) ?? null,
    number: numeric ? { max: schema.maximum ?? null } : null,
    maxLength: schema.maxLength ?? null,
    hint: String(example ?? schema.default ?? ''),
  }
}

/** Null for what cannot be tried here: an answer without an end, the form of a page of its own. */
function tryOf(path: string, method: string, operation: OperationObject): TryProps | null {
  const { operationId, parameters = [], requestBody, responses } = operation
  const types = Object.keys(responses['200']?.content ?? {})
  if (types.includes('text/event-stream') || FORM in (requestBody?.content ?? {})) return null
  const action = examplePath(path, operation)
  const wanted = parameters.filter((one) => one.in === 'query' || one.name === 'X-Min-Seq')
  const [body] = Object.values(requestBody?.content ?? {})
  return {
    id: operationId,
    method: method as TryProps['method'],
    action,
    inputs: wanted.map(inputOf),
    body: indented(body?.example),
    shown: types.some(
      (type) => type === 'application/json' || type === 'text/csv' || type.includes('ndjson'),
    ),
  }
}

const operationProps = (
  document: OpenApi,
  origin: string,
  path: string,
  method: string,
  operation: OperationObject,
): OperationProps => {
  const [body] = Object.values(operation.requestBody?.content ?? {})
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description ?? '',
    parameters: (operation.parameters ?? []).map(({ name, in: where, required, schema, description }) => ({
      ...fieldOf(name, schema, required),
      description,
      where,
    })),
    body: body ? fieldsOf(named(document, body)) : [],
    answers: answersOf(document, operation),
    problems: problemsOf(
      document,
      slugsOf(operation).filter((slug) => !EVERYWHERE.some((everywhere) => everywhere === slug)),
    ),
    curl: curlOf(origin, path, operation),
    attempt: tryOf(path, method, operation),
  }
}

/** @param origin where the page is served, such as http://127.0.0.1:8000 */
export function docsProps(document: OpenApi, origin: string) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0],
      props: operationProps(document, origin, path, method, operation),
    })),
  )
  const groups: GroupProps[] = document.tags.map(({ name, description }) => ({
    name,
    description,
    operations: operations.filter(({ tag }) => tag === name).map(({ props }) => props),
  }))
  return {
    version: document.info.version,
    description: document.info.description.split('\n\n'),
    groups,
    everywhere: problemsOf(document, EVERYWHERE),
  }
}
