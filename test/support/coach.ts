// The coach inside the test's process, with the policies that come with the product.
import { readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { LanguageModels } from '../../functions/coach/language-model/language-models.ts'
import type { LanguageModel } from '../../functions/coach/language-model/setting.ts'
import { parsePolicies } from '../../functions/coach/policies/parse.ts'
import type { PolicySet } from '../../functions/coach/policies/policy-set.ts'
import { SHIPPED_POLICIES } from '../../functions/coach/policies/shipped.ts'
import { type Coach, createCoach } from '../../functions/coach/suggest.ts'

let read: PolicySet | null = null

/** The same set each time. */
export function shippedPolicies(): PolicySet {
  if (read !== null) return read
  const parsed = parsePolicies(readFileSync(SHIPPED_POLICIES, 'utf8'))
  if (!parsed.ok) throw new Error(parsed.lines.join('\n'))
  read = parsed.set
  return read
}

type Options = {
  bucket?: 'on' | 'off' | 'auto'
  models?: readonly LanguageModel[]
  timeoutMs?: number
  clock?: () => number
}

/** A coach without language models unless some are given; those are closed at the test's end. */
export function coachOf({
  bucket = 'on',
  models = [],
  timeoutMs = 4_000,
  clock = Date.now,
}: Options = {}): Coach {
  const languageModels = new LanguageModels({ models, timeoutMs, clock })
  if (models.length > 0) onTestFinished(() => languageModels.close())
  return createCoach({ policies: { current: shippedPolicies() }, bucket, languageModels, clock })
}
