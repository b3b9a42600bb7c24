// A token bucket: how many requests may come at once, and how soon more may.
// It must never hold anything about the requests themselves.

/** At most `requests` at once, and so many again every `seconds`. */
export type Rate = { requests: number; seconds: number }

/** `remaining` requests may follow at once; in `seconds` there is more (one when none is left, else all). */
export type Taken = { granted: boolean; remaining: number; seconds: number }

/** @param clock milliseconds of a clock that nobody sets; one that goes back stops the refilling, and nothing else */
export function tokenBucket({ requests, seconds }: Rate, clock: () => number): () => Taken {
  const perMs = requests / (seconds * 1_000)
  let tokens = requests
  let at = clock()
  return () => {
    const now = clock()
    tokens = Math.min(requests, tokens + Math.max(0, now - at) * perMs)
    at = now
    const granted = tokens >= 1
    if (granted) tokens -= 1
    const remaining = Math.floor(tokens)
    const missing = remaining === 0 ? 1 - tokens : requests - tokens
    return { granted, remaining, seconds: Math.ceil(missing / perMs / 1_000) }
  }
}
