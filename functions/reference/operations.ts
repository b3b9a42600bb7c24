// Every operation of the public port, in the order of /docs. A test compares it with ROUTES of app.ts, so that no
// address is without a description.
import type { Operation, Operations } from './operation.ts'
import { COACH_OPERATIONS } from './operations/coach.ts'
import { EVENT_PAGE_OPERATIONS } from './operations/event-pages.ts'
import { EVENT_OPERATIONS } from './operations/events.ts'
import { EXPORT_OPERATIONS } from './operations/exports.ts'
import { LIVE_OPERATIONS } from './operations/live.ts'
import { PAGE_OPERATIONS } from './operations/pages.ts'
import { REFERENCE_OPERATIONS } from './operations/reference.ts'
import { REPORT_OPERATIONS } from './operations/reports.ts'

const ALL: Operations = {
  ...EVENT_OPERATIONS,
  ...COACH_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...EXPORT_OPERATIONS,
  ...PAGE_OPERATIONS,
  ...EVENT_PAGE_OPERATIONS,
  ...LIVE_OPERATIONS,
  ...REFERENCE_OPERATIONS,
}

/** `route` as in ROUTES: `/problems/:slug`. */
export type Described = Operation & { method: 'GET' | 'POST'; route: string }

export const OPERATIONS: readonly Described[] = Object.entries(ALL).map(([key, operation]) => {
  const [method, route] = key.split(' ') as [Described['method'], string]
  return { ...operation, method, route }
})
