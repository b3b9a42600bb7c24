// What the reference says of a schema, and how a call is written for the shell.
import { expect, it } from 'vitest'
import { z } from 'zod'
import { curlOf } from '../../functions/reference/curl.ts'
import { fieldsOf } from '../../functions/reference/fields.ts'
import { jsonSchema } from '../../functions/reference/json-schema.ts'
import { typeWords } from '../../functions/reference/type-words.ts'

it.each([
  [z.string(), 'text'],
  [z.string().max(100), 'text, up to 100 characters'],
  [z.string().min(1).max(20_000), 'text, 1 to 20,000 characters'],
  [z.string().min(3).nullable(), 'text, 3 or more characters or null'],
  [z.guid(), 'UUID'],
  [z.iso.datetime().nullable(), 'time (RFC 3339) or null'],
  [z.int().min(0).max(3_600_000), 'whole number, 0 to 3,600,000'],
  [z.int().positive(), 'whole number, 1 or more'],
  [z.number().nullable(), 'number or null'],
  [z.boolean(), 'true or false'],
  [z.literal(true), 'true'],
  [z.enum(['on', 'off']), 'on | off'],
  [z.array(z.string()).max(50), 'list of text, up to 50 of them'],
  [z.tuple([z.number(), z.number()]), '[number, number]'],
  [z.record(z.string(), z.int()), 'whole number, by name'],
  [z.partialRecord(z.enum(['a', 'b']), z.int()), 'whole number, by a | b'],
  [z.object({ a: z.string() }), 'object'],
  [z.unknown(), 'anything'],
])('a schema is put into words: %#', (schema, words) => {
  expect(typeWords(jsonSchema(schema, 'input'))).toBe(words)
})

it('lists nested fields under the path that leads to them, with what is required and what holds else', () => {
  const row = z.object({ seq: z.int().min(1).describe('Its number.'), note: z.string().default('-') })
  const fields = fieldsOf(jsonSchema(z.object({ rows: z.array(row), of: row.nullable() }), 'input'))
  expect(fields).toEqual([
    { name: 'rows', type: 'list of object', required: true, fallback: null, description: '' },
    {
      name: 'rows[].seq',
      type: 'whole number, 1 or more',
      required: true,
      fallback: null,
      description: 'Its number.',
    },
    { name: 'rows[].note', type: 'text', required: false, fallback: '"-"', description: '' },
    { name: 'of', type: 'object or null', required: true, fallback: null, description: '' },
    {
      name: 'of.seq',
      type: 'whole number, 1 or more',
      required: true,
      fallback: null,
      description: 'Its number.',
    },
    { name: 'of.note', type: 'text', required: false, fallback: '"-"', description: '' },
  ])
})

it('writes a call so that a shell takes it for what it is', () => {
  const parameter = { required: false, description: '', schema: {} } as const
  const operation = {
    operationId: 'x',
    tags: [],
    summary: '',
    parameters: [
      { ...parameter, name: 'slug', in: 'path' as const, example: 'a b' },
      { ...parameter, name: 'q', in: 'query' as const, example: "it's & more" },
      { ...parameter, name: 'unused', in: 'query' as const },
    ],
    requestBody: { required: true as const, content: { 'application/json': { example: { said: "don't" } } } },
    responses: {},
    security: [],
  }
  expect(curlOf('http://h:1', '/x/{slug}', operation)).toBe(
    `curl 'http://h:1/x/a%20b?q=it%27s+%26+more' \\
  -H 'content-type: application/json' \\
  -d '{
    "said": "don'\\''t"
  }'`,
  )
})
