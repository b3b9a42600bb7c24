// How events come into a ledger whose policies do not matter: none is redacted, none violates anything.
import { Admission, type Policies } from '../../functions/write/admission.ts'

/** Of a file that knows no policy that an event names. */
export const NO_POLICIES: Policies = {
  policies: [],
  version: 'none',
  redactsFrom: Number.POSITIVE_INFINITY,
  redact: (text) => text,
  violated: () => [],
}

export const PLAIN = new Admission({ policies: () => NO_POLICIES, redact: false })
