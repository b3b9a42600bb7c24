// What was taken out of a request before it left, put back into what a model wrote, where there is no doubt what stood there.
// What the policies take out must never come back.
import type { PolicySet } from '../policies/policy-set.ts'
import type { RewriteRequest } from '../rewrite/rewrite.ts'
import { withoutPersonalData } from './personal-data.ts'
import type { Leaving } from './prompt.ts'

/** Of what no policy need forbid: an agent may give an address or a number to a customer. */
const GIVEN = ['[EMAIL]', '[PHONE]'] as const

/**
 * Disclosures come back as the caller wrote them, and the draft's e-mail address or phone number where it is the only
 * one: its placeholder could else mean another.
 */
export function restoring(set: PolicySet, request: RewriteRequest, sent: Leaving): (text: string) => string {
  const disclosures = (sent.required_disclosures ?? []).map(
    (one, n) => [one, request.required_disclosures?.[n]?.trim() ?? one] as const,
  )
  const others = [sent.context ?? '', ...disclosures.map(([one]) => one)]
  const own = GIVEN.flatMap((placeholder) => {
    if (others.some((text) => text.includes(placeholder))) return []
    const value = takenOut(set, request.agent_draft, placeholder)
    return value === null ? [] : [[placeholder, value] as const]
  })
  return (text) =>
    [...disclosures, ...own].reduce((left, [from, to]) => left.replaceAll(from, () => to), text)
}

/** What the placeholder stands for; null unless nothing else was taken out of the text and it stands there once. */
function takenOut(set: PolicySet, text: string, placeholder: string): string | null {
  const [whole, left] = [set.redact(text), withoutPersonalData(set, text)]
  const at = left.indexOf(placeholder)
  if (at < 0 || left.indexOf(placeholder, at + 1) >= 0) return null
  const after = left.slice(at + placeholder.length)
  const end = whole.length - after.length
  const isAllThatDiffers = end > at && whole.startsWith(left.slice(0, at)) && whole.endsWith(after)
  return isAllThatDiffers ? whole.slice(at, end) : null
}
