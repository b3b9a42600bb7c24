// What is asked of the coach, and what it answers: the schemas of POST /coach/suggest.
// Texts that become parts of events must never have other bounds here than there (event.ts).
import { z } from 'zod'
import { eventSchema, idField, MAX_EVENT_BYTES, policiesField, textField } from '../event.ts'
import { FALLBACK_REASONS } from './language-model/fallback.ts'

/** Largest JSON body: a draft and what was said before it, as large as the two texts of an event. */
export const MAX_SUGGESTION_REQUEST_BYTES = MAX_EVENT_BYTES

export const suggestionRequestSchema = z.object({
  session_id: eventSchema.shape.session_id,
  agent_draft: eventSchema.shape.agent_draft,
  context: textField('context').nullish().describe('What was said before, for whoever words the suggestion.'),
  policy_hits: policiesField('policy_hits')
    .nullish()
    .describe('Policies that the caller has found the draft to violate, besides those that are found here.'),
  brand_tone: textField('brand_tone', 200)
    .nullish()
    .describe('How it shall sound: formal, friendly, empathetic; a language model takes other words too.'),
  required_disclosures: z
    .array(
      textField('each disclosure', 1_000).min(1, 'a disclosure must not be empty'),
      'required_disclosures must be an array of strings',
    )
    .max(20, 'required_disclosures must hold at most 20 disclosures')
    .nullish()
    .describe('Sentences that the suggestion must hold.'),
})
export type SuggestionRequest = z.infer<typeof suggestionRequestSchema>

export const suggestionSchema = z.object({
  suggestion: z.string().describe('What the agent might send instead. It violates none of the policies.'),
  alternates: z.tuple([z.string(), z.string()]).describe('Two other wordings. They violate none either.'),
  rationale: z.string().describe('Why, and who wrote it, in words for the agent.'),
  policy_refs: z
    .array(z.string())
    .describe('Policies that the draft violates: what an event’s policy_refs take.'),
  confidence: z
    .number()
    .min(0)
    .max(1)
    .describe('How sure the coach is that the suggestion can be sent as it is.'),
  evidence_spans: z
    .array(z.tuple([z.int().min(0), z.int().min(0)]))
    .describe('Where the draft violates them: from, to (half-open), in UTF-16 code units.'),
  suggestion_id: idField('suggestion_id').describe('For the events about it: links an outcome to its offer.'),
  ab_test_bucket: z
    .enum(['on', 'off'])
    .describe('The session’s arm. `off`: show nothing of this answer, and log it as `withheld`.'),
  latency_ms: z.int().min(0).describe('What the coach took, in whole milliseconds.'),
  provider: z
    .string()
    .describe('Who wrote it: `offline`, or a language model as `/providers/status` names it.'),
  fallback_reason: z
    .enum(FALLBACK_REASONS)
    .nullable()
    .describe('Why it was written offline although there are language models; null otherwise.'),
})
export type Suggestion = z.infer<typeof suggestionSchema>
