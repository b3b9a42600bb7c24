// Whether a page is wanted whole, or only its parts: htmx places those itself when a filter changes.
import type { Context } from 'hono'

/** Of an answer that is one thing with this header and another without. */
export const FRAGMENT_VARY = 'HX-Boosted'

/** What htmx asks with for a boosted link or form whose target is not the whole page. */
export const wantsFragment = (c: Context): boolean =>
  c.req.header(FRAGMENT_VARY) === 'true' && c.req.header('HX-Request-Type') === 'partial'
