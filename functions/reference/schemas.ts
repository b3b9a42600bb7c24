// The named schemas of /openapi.json, each the one that validates or types what it names.
import type { z } from 'zod'
import { batchReceiptSchema, batchSchema } from '../batch.ts'
import { providersStatusSchema } from '../coach/status.ts'
import { suggestionRequestSchema, suggestionSchema } from '../coach/suggestion.ts'
import { liveFormSchema } from '../desk/form.ts'
import { eventSchema, receiptSchema } from '../event.ts'
import { healthSchema } from '../report/health.ts'
import { JSON_REPORTS } from '../report/questions.ts'
import { aliveSchema, readySchema } from '../report/ready.ts'
import { problemEntrySchema, problemListSchema, problemSchema } from './problem-entry.ts'

export const SCHEMAS = {
  Event: eventSchema,
  Receipt: receiptSchema,
  EventBatch: batchSchema,
  BatchReceipt: batchReceiptSchema,
  SuggestionRequest: suggestionRequestSchema,
  Suggestion: suggestionSchema,
  ProvidersStatus: providersStatusSchema,
  LiveForm: liveFormSchema,
  RecentEvents: JSON_REPORTS['/events/recent'].answer,
  Stats: JSON_REPORTS['/events/stats'].answer,
  Summary: JSON_REPORTS['/analytics/summary'].answer,
  Latency: JSON_REPORTS['/analytics/latency'].answer,
  Policies: JSON_REPORTS['/analytics/policies'].answer,
  Timeseries: JSON_REPORTS['/analytics/timeseries'].answer,
  Experiment: JSON_REPORTS['/analytics/experiment'].answer,
  Decisions: JSON_REPORTS['/analytics/decisions'].answer,
  Examples: JSON_REPORTS['/analytics/examples'].answer,
  Health: healthSchema,
  Alive: aliveSchema,
  Ready: readySchema,
  Problem: problemSchema,
  ProblemEntry: problemEntrySchema,
  ProblemList: problemListSchema,
} as const satisfies Record<string, z.ZodType>
export type SchemaName = keyof typeof SCHEMAS

/** Those that clients send: their defaults may be left out. */
export const SENT: readonly SchemaName[] = ['Event', 'EventBatch', 'SuggestionRequest', 'LiveForm']
