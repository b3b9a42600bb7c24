// The OpenAPI document: valid as such, and complete: every address of the product is in it, and nothing else.
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { ROUTES } from '../../functions/app.ts'
import { openApi } from '../../functions/reference/openapi.ts'
import type { MediaType, OpenApi } from '../../functions/reference/openapi-object.ts'
import { schemaFaults } from '../support/openapi-answers.ts'

const document: OpenApi = JSON.parse(JSON.stringify(openApi()))
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

it('is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(document)
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
})

it('describes every address of the product with its method, and no other', () => {
  expect(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
    ROUTES.map(({ path, method }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).sort(),
  )
})

it('gives every operation a name of its own, a group that is described, and words for each part', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  const groups = document.tags.map(({ name }) => name)
  const wordless = operations.flatMap(
    ({ operation: { operationId, tags, summary, parameters = [], responses } }) => [
      ...(summary === '' || !tags.every((tag) => groups.includes(tag)) ? [operationId] : []),
      ...parameters
        .filter(({ description }) => description === '')
        .map(({ name }) => `${operationId} ${name}`),
      ...Object.entries(responses).flatMap(([status, { description }]) =>
        description === '' ? [`${operationId} ${status}`] : [],
      ),
    ],
  )
  expect(wordless).toEqual([])
})

it('shows only examples that its own schemas take', () => {
  const exampleFaults = (media: Record<string, MediaType> = {}) =>
    Object.values(media).flatMap(({ schema, example }) =>
      schema && example !== undefined ? schemaFaults(document, schema.$ref, example) : [],
    )
  const faults = operations.flatMap(({ operation: { requestBody, responses } }) => [
    ...exampleFaults(requestBody?.content),
    ...Object.values(responses).flatMap(({ content }) => exampleFaults(content)),
  ])
  const problems = Object.values(document.components.examples).flatMap(({ value }) =>
    schemaFaults(document, '#/components/schemas/Problem', value),
  )
  expect([...faults, ...problems]).toEqual([])
})

it('leads only to parts that it has', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)]
  const parts = document.components as unknown as Record<string, Record<string, unknown>>
  expect(refs.filter(([, part = '', name = '']) => parts[part]?.[name] === undefined)).toEqual([])
  expect(refs.length).toBeGreaterThan(100)
})
