// What a JSON Schema takes, in words for people: "text, 1 to 200 characters", "whole number, 0 or more or null".
// It must never be shorter than the truth: every bound that the schema has is said.
import type { JsonSchema } from './json-schema.ts'

const count = (value: number) => value.toLocaleString('en-US')

function range(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `${count(least)} to ${count(most)}`
  if (most !== undefined) return `up to ${count(most)}`
  return least === undefined ? '' : `${count(least)} or more`
}

const withRange = (words: string, bounds: string, unit = '') =>
  bounds === '' ? words : `${words}, ${bounds}${unit}`

const FORMATS: Record<string, string> = { uuid: 'UUID', 'date-time': 'time (RFC 3339)' }

function numberWords(schema: JsonSchema, words: string): string {
  const { minimum, exclusiveMinimum, maximum } = schema
  const least = minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : undefined)
  return withRange(words, range(least, maximum))
}

function arrayWords({ prefixItems, items, maxItems }: JsonSchema): string {
  if (prefixItems) return `[${prefixItems.map((one) => typeWords(one as JsonSchema)).join(', ')}]`
  const words = typeof items === 'object' && !Array.isArray(items) ? typeWords(items) : 'anything'
  return withRange(`list of ${words}`, range(undefined, maxItems), ' of them')
}

function objectWords({ additionalProperties, propertyNames }: JsonSchema): string {
  if (typeof additionalProperties !== 'object') return 'object'
  const names = typeof propertyNames === 'object' ? propertyNames.enum?.join(' | ') : undefined
  return `${typeWords(additionalProperties)}, by ${names ?? 'name'}`
}

export function typeWords(schema: JsonSchema): string {
  const { type, anyOf, const: only, enum: values, format } = schema
  if (anyOf) return anyOf.map((one) => typeWords(one as JsonSchema)).join(' or ')
  if (Array.isArray(type))
    return type.map((one) => typeWords({ ...schema, type: one } as JsonSchema)).join(' or ')
  if (only !== undefined) return JSON.stringify(only)
  if (values) return values.join(' | ')
  switch (type) {
    case 'string': {
      const least = schema.minLength
      return FORMATS[format ?? ''] ?? withRange('text', range(least, schema.maxLength), ' characters')
    }
    case 'integer':
      return numberWords(schema, 'whole number')
    case 'number':
      return numberWords(schema, 'number')
    case 'boolean':
      return 'true or false'
    case 'array':
      return arrayWords(schema)
    case 'object':
      return objectWords(schema)
    default:
      return type ?? 'anything'
  }
}
