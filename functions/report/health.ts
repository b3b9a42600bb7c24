// The health of the whole as seen from here: can reports be computed, and does the writer answer?
import { Hono } from 'hono'
import type { Env } from '../http.ts'
import { VERSION } from '../version.ts'
import type { ReportDeps } from './deps.ts'
import { scopeOf } from './scope.ts'
import { summary } from './summary.ts'

export function health({ reader, writer, log, timeZone }: ReportDeps) {
  const everything = scopeOf({}, timeZone)
  return new Hono<Env>().get('/health', async (c) => {
    // Asked for real, not from the cache: the published files must be readable now.
    const reports = await reader
      .answer((snapshot) => summary(snapshot, everything))
      .then(
        () => 'healthy',
        (error) => {
          log.warn({ err: error }, 'the health check could not compute a report')
          return 'unhealthy'
        },
      )
    const { state } = writer.status
    const healthy = reports === 'healthy' && state !== 'down'
    c.header('Cache-Control', 'no-store')
    return c.json(
      { status: healthy ? 'healthy' : 'unhealthy', version: VERSION, reports, writer: state },
      healthy ? 200 : 503,
    )
  })
}
