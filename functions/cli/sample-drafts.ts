// What support agents write in sample data, with the coach's better version and the policies violated.
// Invented text; it must never hold anything that could be a real person's data: numbers are masked.
import { ADVICE_DRAFTS } from './sample-drafts-advice.ts'
import { SERVICE_DRAFTS } from './sample-drafts-service.ts'

export type SampleDraft = {
  /** `{name}` and `{order}` are filled in per draft. */
  draft: string
  suggestion: string
  policies: ('ADV-6.2' | 'PII-SSN' | 'DISC-1.1' | 'TONE')[]
}

export const SAMPLE_DRAFTS: readonly SampleDraft[] = [...ADVICE_DRAFTS, ...SERVICE_DRAFTS]
