// JSON Schema (2020-12, as OpenAPI 3.1 wants it) of the schemas that validate.
// It must never promise that an answer has no further fields: a later version may add some.
import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.JSONSchema

/** @param io `input`: as it is sent, with defaults left out; `output`: as it is answered */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const {
    $schema: _,
    '~standard': __,
    ...rest
  } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    override({ jsonSchema }) {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      // What JavaScript can count to is no bound of ours, and a format says more than its pattern.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
    },
  }) as JsonSchema & { '~standard'?: unknown }
  return rest
}
