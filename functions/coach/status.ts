// What GET /providers/status says: who could write a suggestion here, and how the last ones went.
// Telling it must never ask anybody; it holds no key, and no more of an address than its host.
import { z } from 'zod'
import { providerStatusSchema } from './language-model/provider.ts'

export const providersStatusSchema = z.object({
  offline: z
    .object({
      policies_version: z.string().describe('The first 12 hex digits of the policy file’s SHA-256.'),
      policies: z.int().min(0).describe('How many policies are in force.'),
      since: z.iso.datetime().describe('Since when this instance has had them.'),
    })
    .describe('The rewriter of this product, which needs nobody else.'),
  language_models: z
    .array(providerStatusSchema)
    .describe('In the order in which they are asked; empty when LLM_BASE_URL is not set.'),
})
export type ProvidersStatus = z.infer<typeof providersStatusSchema>
