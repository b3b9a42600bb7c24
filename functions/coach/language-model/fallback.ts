// Why a language model’s answer was not used: a fixed set, for answers, the status and the rationale alike.

const WORDS = {
  busy: 'had too many questions at once',
  'cooling-down': 'failed a moment ago and is left alone for now',
  'http-3xx': 'answered with a redirect, which is not followed',
  'http-4xx': 'refused the question',
  'http-429': 'takes no more questions for now',
  'http-5xx': 'reported an error',
  'invalid-answer': 'answered with something that cannot be used',
  timeout: 'did not answer in time',
  unreachable: 'could not be reached',
  violates: 'suggested a text that violates a policy',
} as const
export type FallbackReason = keyof typeof WORDS
export const FALLBACK_REASONS = Object.keys(WORDS) as [FallbackReason, ...FallbackReason[]]

/** Says that the product itself wrote, and why. */
export const fallbackWords = (reason: FallbackReason): string =>
  `Written offline: the language model ${WORDS[reason]}.`

/** A call that brought nothing to use. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  readonly reason: FallbackReason
  /** Milliseconds for which the endpoint asked to be left alone; 0 when it did not. */
  readonly retryAfterMs: number

  constructor(reason: FallbackReason, retryAfterMs = 0) {
    super(reason)
    this.reason = reason
    this.retryAfterMs = retryAfterMs
  }
}

/** Those that say something of the endpoint and not of one question: it is left alone for a while then. */
export const isDown = (reason: FallbackReason): boolean =>
  reason !== 'invalid-answer' && reason !== 'violates'
