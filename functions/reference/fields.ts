// The fields of a schema as rows of a table, nested ones under the path that leads to them: `events[].seq`.
// It must never hide a field, nor say of it what its schema does not.
import type { Field } from '../../views/docs/field-table.tsx'
import type { JsonSchema } from './json-schema.ts'
import { typeWords } from './type-words.ts'

const isSchema = (one: unknown): one is JsonSchema =>
  typeof one === 'object' && one !== null && !Array.isArray(one)

/** The object that a value is, or a list is of; null when it is neither. */
function inside(schema: JsonSchema): { schema: JsonSchema; under: string } | null {
  if (schema.properties) return { schema, under: '.' }
  const nested = [schema.items, ...(schema.anyOf ?? [])].filter(isSchema).find(({ properties }) => properties)
  return nested ? { schema: nested, under: schema.items === nested ? '[].' : '.' } : null
}

export function fieldOf(name: string, schema: JsonSchema, required: boolean): Field {
  const { default: fallback, description = '' } = schema
  return {
    name,
    type: typeWords(schema),
    required,
    fallback: fallback === undefined ? null : JSON.stringify(fallback),
    description,
  }
}

/** @param under what stands before each name */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema, under = ''): Field[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const schema = property as JsonSchema
    const name = `${under}${key}`
    const nested = inside(schema)
    return [
      fieldOf(name, schema, required.includes(key)),
      ...(nested ? fieldsOf(nested.schema, `${name}${nested.under}`) : []),
    ]
  })
}
