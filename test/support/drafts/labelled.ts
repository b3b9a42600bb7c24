// Agents' drafts with the policies that a careful reader would say they violate. Invented text and numbers.
// It must never be looked at by the policies' patterns: a rule that names one of these drafts proves nothing.

export type LabelledDraft = { draft: string; policies: readonly string[] }

/** @param policies separated by spaces; empty for drafts that violate nothing  @param drafts one a line */
export const labelled = (policies: string, drafts: string): LabelledDraft[] =>
  drafts
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((draft) => ({ draft, policies: policies.split(' ').filter((id) => id !== '') }))
