// The addresses of a page's figures as JSON. A link must never carry a filter that the report at its end refuses.

/** Filters that a comparison of whole sessions cannot take; the other reports take all. */
const REFUSED: Partial<Record<string, readonly string[]>> = {
  '/analytics/experiment': ['bucket', 'event', 'session_id'],
}

/** @param query a query string, empty for none @returns an address with the parameters that are not named */
export function linkWithout(path: string, query: string, names: readonly string[]): string {
  const kept = [...new URLSearchParams(query)].filter(([name]) => !names.includes(name))
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`
}

/** @param query the page's filters */
export const jsonLink = (path: string, query: string): string => linkWithout(path, query, REFUSED[path] ?? [])
