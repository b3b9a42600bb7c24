// The shipped policies, read once, with the door that redacts by them; and small policy files made for a test.
import { readFileSync } from 'node:fs'
import { parsePolicies } from '../../functions/coach/policies/parse.ts'
import type { PolicySet } from '../../functions/coach/policies/policy-set.ts'
import { SHIPPED_POLICIES } from '../../functions/coach/policies/shipped.ts'
import type { Event } from '../../functions/event.ts'
import { Admission } from '../../functions/write/admission.ts'

export function policiesOf(yaml: string): PolicySet {
  const parsed = parsePolicies(yaml)
  if (!parsed.ok) throw new Error(parsed.lines.join('\n'))
  return parsed.set
}

export const SHIPPED = policiesOf(readFileSync(SHIPPED_POLICIES, 'utf8'))

/** A file of one policy, P, with these further lines in it and these lists of words. */
export const onePolicy = (lines: string, words = ''): string => `words: { ${words} }
policies:
  - id: P
    name: A policy
    severity: low
    description: It is for a test.
    advice: Write something else.
    sentences: [Hello.]
${lines.replace(/^/gm, '    ')}
`

export const shippedPolicies = () => SHIPPED

export const admission = new Admission({ policies: shippedPolicies, redact: true })

/** An event that has come in. */
export const admitted = (event: Event) => admission.admit(event)

/** The settings of a command that lets events in, or looks at them, in the same way. */
export const asShipped = { policiesFile: SHIPPED_POLICIES, redact: true }
