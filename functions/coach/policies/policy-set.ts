// What the policies of one file can say of a text. Types alone. Offsets are UTF-16 indices, half-open.
// Whoever uses policies knows this and the way they are loaded (policy-file.ts, parse.ts); it must never know their patterns.

/** From the mildest to the gravest. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const
type Severity = (typeof SEVERITIES)[number]

export type PolicyInfo = { id: string; name: string; severity: Severity; description: string }

export type Span = { start: number; end: number }
export type Violation = Span & { policy: string }

/** A violation with what mends it where it stands. */
export type Finding = Violation & {
  /** What a wording replaces; it lies within the violation. Parts of one policy never overlap. */
  part: Span
  /** Wordings for the part, the best first; `''` drops it. None: the policy's `repair` says what to do. */
  instead: readonly string[]
}

/** What mends a text that violates a policy where no finding has a wording, or a wording did not help. */
export type Repair = {
  /** One sentence to the agent: what to write instead, and why. */
  advice: string
  /** Whole sentences that may stand for the one that violates, the best first. */
  sentences: readonly string[]
  /** Whole sentences of which one, anywhere in the text, ends the violation, the best first. */
  append: readonly string[]
  /** What `redact` writes for what was found. */
  mask: string | null
}

/** A change of some words of a sentence that violates, or of all of it, which patterns alone do not know how to make. */
export type Rewording = { policy: string; part: Span; instead: readonly string[]; whole: boolean }

/** What to say beside a sentence that was reworded: as its last clause, or as a sentence after it. The best first. */
export type Caveat = { clauses: readonly string[]; sentences: readonly string[] }

/** The compiled policies of one file. Immutable; every method is linear in the text's length and never throws. */
export interface PolicySet {
  /** In the file's order. */
  readonly policies: readonly PolicyInfo[]
  /** The first 12 hex digits of the file's SHA-256. */
  readonly version: string
  /** All violations by their start; neighbours of one policy that overlap are one. A missing disclosure spans the claim that asks for it. */
  detect(text: string): Violation[]
  /** The ids of the policies that the text violates, each once, in the file's order. */
  violated(text: string): string[]
  /** null when the set does not know that policy. */
  violates(text: string, policy: string): boolean | null
  /** The text without what the policies that redact find, as `[SSN]`; the same string when there is nothing. */
  redact(text: string): string
  /** Digits of the shortest number that is redacted; Infinity when none is. */
  readonly redactsFrom: number
  /** As `detect`, each with its own fix; by their parts' start. */
  findings(text: string): Finding[]
  /** The sentences of a text, in order, each with its final sign and without the space around it. */
  sentences(text: string): Span[]
  /** The rewordings of those policies that fit a sentence, the preferred first; their parts may overlap. */
  rewordings(sentence: string, policies: ReadonlySet<string>): Rewording[]
  /** Whether the text says already what a caveat of the policy would say. */
  says(text: string, policy: string): boolean
  /** The caveat of the policy for a sentence; null when the sentence says it, or there is none. */
  caveat(sentence: string, policy: string): Caveat | null
  /** Per policy id. */
  readonly repairs: ReadonlyMap<string, Repair>
}
