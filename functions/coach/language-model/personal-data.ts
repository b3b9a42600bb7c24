// Texts as they may leave this machine: without what the policies take out, and without the usual forms of e-mail addresses,
// phone, card and social security numbers, whatever the policies say.
import { masked } from '../masked.ts'
import type { PolicySet } from '../policies/policy-set.ts'

export const withoutPersonalData = (set: PolicySet, text: string): string => masked(set.redact(text))

const PLACEHOLDER = /\[[A-Z][A-Z _-]{0,30}\]/g

/** What stands for something that was taken out of a text. */
export const placeholdersIn = (text: string): string[] => text.match(PLACEHOLDER) ?? []
