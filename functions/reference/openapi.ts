// The OpenAPI 3.1 document, made of the operations and of the schemas that validate.
// It must never be written by hand: what is in it is what the product checks and answers.
import type { z } from 'zod'
import type { ProblemSlug } from '../problem.ts'
import { VERSION } from '../version.ts'
import { ANSWER_HEADERS, type AnswerHeader, REQUEST_HEADERS, SOMETIMES } from './headers.ts'
import { type JsonSchema, jsonSchema } from './json-schema.ts'
import type { OpenApi, OperationObject, Parameter, ResponseObject } from './openapi-object.ts'
import { GROUPS } from './operation.ts'
import { type Described, OPERATIONS } from './operations.ts'
import { PROBLEM_ENTRIES, type ProblemEntry, problemEntry } from './problem-entry.ts'
import { SCHEMAS, type SchemaName, SENT } from './schemas.ts'

/** Problems of what never reached an address: for these there is no page. */
const UNREAD: readonly ProblemSlug[] = ['malformed-request', 'request-timeout', 'headers-too-large']
/** Problems that any request can meet, whatever its address. */
const ANYWHERE: readonly ProblemSlug[] = [...UNREAD, 'misdirected-request', 'internal']
/** Those of every address that asks for a key where there are keys. */
const GUARDED: readonly ProblemSlug[] = ['key-required', 'key-scope', 'rate-limited']
export const EVERYWHERE: readonly ProblemSlug[] = [...ANYWHERE, ...GUARDED]

/** A browser's dialog is good for reading, and for the forms of our own pages. */
const LOGGED_IN = [{}, { bearer: [] }, { basic: [] }]
const POSTING = [{}, { bearer: [] }]

const DESCRIPTION = `An event log of what support agents do with the coach’s suggestions, and reports about it.

Errors are \`application/problem+json\` (RFC 9457), or the same as a page where HTML is asked for. Their \`type\` leads to what it means and what to do. A later version may add fields to answers.`

const schemaRef = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` })

function parametersIn(where: 'path' | 'query', schema: z.ZodObject | undefined, of: Described): Parameter[] {
  const { properties = {}, required = [] } = schema ? jsonSchema(schema, 'input') : {}
  return Object.entries(properties).map(([name, property]) => {
    const { description = '', ...rest } = property as JsonSchema
    const example = of.sample?.[name]
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      description,
      schema: rest,
      ...(example === undefined ? {} : { example: rest.type === 'integer' ? Number(example) : example }),
    }
  })
}

const headerParameters = (of: Described): Parameter[] =>
  (of.headers ?? []).map((name) => {
    const { description = '', ...schema } = jsonSchema(REQUEST_HEADERS[name], 'input')
    return { name, in: 'header', required: false, description, schema }
  })

const headerRefs = (names: readonly AnswerHeader[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const RATE: readonly AnswerHeader[] = ['RateLimit-Policy', 'RateLimit']

/** Two answers of one status differ in their media type. */
function answered({ answers, open }: Described): Record<string, ResponseObject> {
  const responses: Record<string, ResponseObject> = {}
  for (const { status, description, headers = [], type, schema, example } of answers) {
    const all = open ? headers : [...headers, ...RATE]
    const media = {
      ...(schema ? { schema: schemaRef(schema) } : {}),
      ...(example === undefined ? {} : { example }),
    }
    responses[status] = {
      description,
      ...(all.length > 0 ? { headers: headerRefs(all) } : {}),
      ...(type ? { content: { ...responses[status]?.content, [type]: media } } : {}),
    }
  }
  return responses
}

function problemResponse(
  known: ResponseObject | undefined,
  entries: readonly ProblemEntry[],
): ResponseObject {
  const readable = entries.some(({ slug }) => !UNREAD.some((unread) => unread === slug))
  const passing = entries.some((entry) => entry.retry_after_seconds !== null)
  const examples = entries.map(({ slug }) => [slug, { $ref: `#/components/examples/${slug}` }])
  return {
    description: [known?.description, ...entries.map(({ title }) => `${title}.`)].filter(Boolean).join(' '),
    ...(passing ? { headers: { ...known?.headers, ...headerRefs(['Retry-After']) } } : {}),
    content: {
      ...known?.content,
      'application/problem+json': { schema: schemaRef('Problem'), examples: Object.fromEntries(examples) },
      ...(readable ? { 'text/html': {} } : {}),
    },
  }
}

/** Problems of one status are one answer, beside what else has that status. */
function withProblems(responses: Record<string, ResponseObject>, slugs: readonly ProblemSlug[]) {
  const entries = slugs.map(problemEntry)
  const statuses = [...new Set(entries.map(({ status }) => status))]
  const failed = statuses.map((status) => [
    status,
    problemResponse(
      responses[status],
      entries.filter((entry) => entry.status === status),
    ),
  ])
  return { ...responses, ...Object.fromEntries(failed) }
}

function operationObject(of: Described): OperationObject {
  const { id, group, summary, description, body } = of
  const parameters = [
    ...parametersIn('path', of.path, of),
    ...parametersIn('query', of.query, of),
    ...headerParameters(of),
  ]
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description ? { description } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { [body.type]: { schema: schemaRef(body.schema), example: body.example } },
          },
        }
      : {}),
    responses: withProblems(answered(of), [...of.problems, ...(of.open ? ANYWHERE : EVERYWHERE)]),
    security: of.open ? [] : of.method === 'GET' || of.ownForm ? LOGGED_IN : POSTING,
  }
}

const described = (schemas: Record<string, z.ZodType>) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, one]) => {
      const { description = '', ...schema } = jsonSchema(one, 'output')
      return [name, { description, required: !SOMETIMES.includes(name), schema }]
    }),
  )

/** @returns the document, of this version of the product */
export function openApi(): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const operation of OPERATIONS) {
    const path = operation.route.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationObject(operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Coach Effect',
      version: VERSION,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(GROUPS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(SCHEMAS).map(([name, schema]) => [
          name,
          jsonSchema(schema, SENT.includes(name as SchemaName) ? 'input' : 'output'),
        ]),
      ),
      headers: described(ANSWER_HEADERS),
      examples: Object.fromEntries(
        PROBLEM_ENTRIES.map(({ slug, title, example }) => [slug, { summary: title, value: example }]),
      ),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The secret of an API key. Where API_KEYS is not set (loopback alone) none is asked for.',
        },
        basic: {
          type: 'http',
          scheme: 'basic',
          description:
            'The name and the secret of an API key, as browsers ask a person for them: for reading.',
        },
      },
    },
  }
}
