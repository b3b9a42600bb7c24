// A question to the coach and what matters of its answer, for tests of who writes it.
import type { Coach } from '../../functions/coach/suggest.ts'

export const request = { session_id: 's-1', agent_draft: 'We guarantee 20% returns.' }

/** Who wrote the suggestion, and why offline. */
export const told = async (coach: Coach, changes: object = {}) => {
  const { provider, fallback_reason } = await coach.suggest({ ...request, ...changes })
  return [provider, fallback_reason]
}
