// Compares answers of the product with what /openapi.json promises. Stricter than the document, which lets later versions
// add fields: here a field that it does not name is a difference too.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { OpenApi } from '../../functions/reference/openapi-object.ts'

type Schema = Record<string, unknown>

/** The schema in which no object takes a field that it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inside = Object.fromEntries(
    Object.entries(schema as Schema).map(([key, value]) => [key, closed(value)]),
  )
  return 'properties' in inside ? { ...inside, additionalProperties: false } : inside
}

const ajv = new Ajv2020({ allErrors: true, strictTypes: false })
addFormats.default(ajv)
/** Compiling takes longer than a hundred answers. */
const compiled = new WeakMap<object, ValidateFunction>()

function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const validator = ajv.compile(closed(schema) as Schema)
  compiled.set(schema, validator)
  return validator
}

/** @returns what is wrong with `value`, in words; nothing when it is as the named schema says */
export function schemaFaults(document: OpenApi, ref: string, value: unknown): string[] {
  const schema = document.components.schemas[ref.replace('#/components/schemas/', '')]
  if (schema === undefined) return [`there is no ${ref}`]
  const validator = validatorOf(schema)
  return validator(value)
    ? []
    : (validator.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
      )
}

/** @param path as the document has it: `/problems/{slug}` @returns what the answer has that the document does not say */
async function answerFaults(
  document: OpenApi,
  { method, path }: { method: 'get' | 'post'; path: string },
  answer: Response,
): Promise<string[]> {
  const text = await answer.text() // to its end: an export that nobody reads keeps its place
  const promised = document.paths[path]?.[method]?.responses[answer.status]
  if (!promised) return [`${answer.status} is not promised`]
  const missing = Object.keys(promised.headers ?? {}).filter(
    (name) => document.components.headers[name]?.required && !answer.headers.has(name),
  )
  const headers = missing.map((name) => `the header ${name} is missing`)
  if (!promised.content) return headers
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  const media = promised.content[type]
  if (!media) return [...headers, `${type} is not promised`]
  const body = media.schema ? JSON.parse(text) : null
  const problem =
    type === 'application/problem+json' ? (body as { type: string }).type.split('/').at(-1) : null
  return [
    ...headers,
    ...(problem && !media.examples?.[problem] ? [`the problem ${problem} is not promised`] : []),
    ...(media.schema ? schemaFaults(document, media.schema.$ref, body) : []),
  ]
}

/** Collects answers as they come: their statuses, and what was not as promised, by address and status. */
export function judge(document: OpenApi) {
  const faults: Record<string, string[]> = {}
  const statuses = new Set<number>()
  const hear = async (path: string, answer: Response, method: 'get' | 'post' = 'get') => {
    statuses.add(answer.status)
    const found = await answerFaults(document, { method, path }, answer)
    if (found.length > 0) faults[`${method} ${path} ${answer.status}`] = found
  }
  return { hear, faults, statuses: () => [...statuses].sort() }
}
