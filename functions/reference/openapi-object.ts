// The form of the OpenAPI 3.1 document, as far as this product uses it.
import type { ProblemDocument } from '../problem.ts'
import type { JsonSchema } from './json-schema.ts'

type Ref = { $ref: string }

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description: string
  schema: JsonSchema
  example?: string | number
}

export type MediaType = { schema?: Ref; example?: unknown; examples?: Record<string, Ref> }

export type ResponseObject = {
  description: string
  headers?: Record<string, Ref>
  content?: Record<string, MediaType>
}

export type OperationObject = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { required: true; content: Record<string, MediaType> }
  responses: Record<string, ResponseObject>
  security: Record<string, string[]>[]
}

export type OpenApi = {
  openapi: string
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Partial<Record<'get' | 'post', OperationObject>>>
  components: {
    schemas: Record<string, JsonSchema>
    headers: Record<string, { description: string; required: boolean; schema: JsonSchema }>
    examples: Record<string, { summary: string; value: ProblemDocument }>
    securitySchemes: Record<string, { type: 'http'; scheme: 'bearer' | 'basic'; description: string }>
  }
}
