// The coach inside the test's process, with the policies that come with the product.
import { onTestFinished } from 'vitest'
import { LanguageModels } from '../../functions/coach/language-model/language-models.ts'
import type { LanguageModel } from '../../functions/coach/language-model/setting.ts'
import { type Coach, createCoach } from '../../functions/coach/suggest.ts'
import { shippedPolicies } from './policies.ts'

type Options = {
  bucket?: 'on' | 'off' | 'auto'
  models?: readonly LanguageModel[]
  timeoutMs?: number
  clock?: () => number
  elapsed?: () => number
}

/** A coach without language models unless some are given; those are closed at the test's end. */
export function coachOf({
  bucket = 'on',
  models = [],
  timeoutMs = 4_000,
  clock = Date.now,
  elapsed = clock,
}: Options = {}): Coach {
  const languageModels = new LanguageModels({ models, timeoutMs, clock, elapsed })
  if (models.length > 0) onTestFinished(() => languageModels.close())
  return createCoach({ policies: { current: shippedPolicies() }, bucket, languageModels, clock })
}
