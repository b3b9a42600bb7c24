// The coach: a draft goes in, a suggestion comes out, whatever becomes of the language models. It stores nothing.
// It must never answer with a text that violates the policies that were in force when it was asked.
import { randomUUID } from 'node:crypto'
import { bucketOf } from './bucket.ts'
import { fallbackWords } from './language-model/fallback.ts'
import type { LanguageModels } from './language-model/language-models.ts'
import { type Leaving, leaving, promptOf } from './language-model/prompt.ts'
import { restoring } from './language-model/restoring.ts'
import { WORDING_FORMAT, wordingOf } from './language-model/wording.ts'
import type { PolicySet } from './policies/policy-set.ts'
import { KnownRewrites } from './rewrite/known-rewrites.ts'
import type { Rewrite, RewriteRequest } from './rewrite/rewrite.ts'
import type { ProvidersStatus } from './status.ts'
import type { Suggestion, SuggestionRequest } from './suggestion.ts'

type Parts = {
  /** Those in force; another set once their file has changed. */
  policies: { readonly current: PolicySet }
  /** `auto`: by the session. */
  bucket: 'on' | 'off' | 'auto'
  languageModels: LanguageModels
  /** The time now, epoch milliseconds. */
  clock: () => number
}
export type Coach = {
  suggest(request: SuggestionRequest): Promise<Suggestion>
  status(): ProvidersStatus
}

/** That it violates nothing was checked, what it means was not. */
const CONFIDENCE_IN_A_MODEL = 0.8

type Written = Rewrite & Pick<Suggestion, 'provider' | 'fallback_reason'>

export function createCoach({ policies, bucket, languageModels, clock }: Parts): Coach {
  const known = new KnownRewrites()
  let since = { set: policies.current, at: clock() }
  const inForce = () => {
    if (policies.current !== since.set) since = { set: policies.current, at: clock() }
    return since
  }

  async function written(request: RewriteRequest): Promise<Written> {
    const { set } = inForce()
    const offline = known.of(set, request)
    const sent = languageModels.isEmpty ? null : leaving(set, request, offline.policy_refs)
    if (sent === null || !asksForChange(sent))
      return { ...offline, provider: 'offline', fallback_reason: null }
    const restored = restoring(set, request, sent)
    const asked = await languageModels.ask(promptOf(set, sent), WORDING_FORMAT, (words) =>
      wordingOf(words, set, sent, restored),
    )
    if (!asked.ok) {
      const rationale = `${offline.rationale} ${fallbackWords(asked.reason)}`
      return { ...offline, rationale, provider: 'offline', fallback_reason: asked.reason }
    }
    const { suggestion, alternates, rationale } = asked.used
    const others = [offline.suggestion, ...offline.alternates].filter(
      (other) => other !== suggestion && !alternates.includes(other),
    )
    return {
      ...offline,
      suggestion,
      alternates: [...alternates, ...others, ...offline.alternates].slice(0, 2) as [string, string],
      rationale: `${rationale} Written by ${asked.by}; checked against the policies here.`,
      confidence: CONFIDENCE_IN_A_MODEL,
      ...{ provider: asked.by, fallback_reason: null },
    }
  }

  return {
    async suggest(request) {
      const began = performance.now()
      const { session_id } = request
      const by = await written(rewriteRequest(request))
      return {
        ...by,
        suggestion_id: `sug-${randomUUID()}`,
        ab_test_bucket: bucket === 'auto' ? bucketOf(session_id) : bucket,
        latency_ms: Math.round(performance.now() - began),
      }
    },
    status() {
      const { set, at } = inForce()
      return {
        offline: {
          policies_version: set.version,
          policies: set.policies.length,
          since: new Date(at).toISOString(),
        },
        language_models: languageModels.status(),
      }
    },
  }
}

/** A draft that is right as it is need not leave this machine. */
const asksForChange = ({ violations, brand_tone, required_disclosures = [] }: Leaving) =>
  violations.length > 0 || brand_tone !== undefined || required_disclosures.length > 0

function rewriteRequest({
  agent_draft,
  context,
  policy_hits,
  brand_tone,
  required_disclosures,
}: SuggestionRequest): RewriteRequest {
  return {
    agent_draft,
    ...(context == null ? {} : { context }),
    ...(policy_hits == null ? {} : { policy_hits }),
    ...(brand_tone == null ? {} : { brand_tone }),
    ...(required_disclosures == null ? {} : { required_disclosures }),
  }
}
