// The health of the whole as seen from here: can reports be computed, and does the writer answer?
import { Hono } from 'hono'
import { z } from 'zod'
import type { Env } from '../http.ts'
import { filesOf, type Manifest, writeAmplification } from '../published/manifest.ts'
import { VERSION } from '../version.ts'
import type { ReportDeps } from './deps.ts'
import { scopeOf } from './scope.ts'
import { summary } from './summary.ts'

const stateSchema = z.enum(['healthy', 'unhealthy'])

export const healthSchema = z.object({
  status: stateSchema.describe('Healthy when reports can be computed and the writer is not down.'),
  version: z.string(),
  reports: stateSchema.describe('A report was computed for this answer, or could not be.'),
  writer: z.enum(['up', 'down', 'none']).describe('`none`: this instance was started without a writer.'),
  published: z
    .object({
      seq: z.int().min(0),
      segments: z.int().min(0),
      coarse_rollups: z.int().min(0),
      bytes: z.int().min(0),
      write_amplification: z.number().nullable(),
    })
    .nullable()
    .describe('What lies in the published folder; null when it cannot be read.'),
})
type Health = z.infer<typeof healthSchema>

export function health({ reader, writer, log, timeZone }: ReportDeps) {
  const everything = scopeOf({}, timeZone)
  return new Hono<Env>().get('/health', async (c) => {
    // Asked for real, not from the cache: the published files must be readable now.
    const published = await reader
      .answer(async (snapshot) => {
        await summary(snapshot, everything)
        return facts(snapshot.manifest)
      })
      .catch((error) => {
        log.warn({ err: error }, 'the health check could not compute a report')
        return null
      })
    const reports = published === null ? 'unhealthy' : 'healthy'
    const { state } = writer.status
    const healthy = reports === 'healthy' && state !== 'down'
    c.header('Cache-Control', 'no-store')
    return c.json(
      {
        status: healthy ? 'healthy' : 'unhealthy',
        version: VERSION,
        reports,
        writer: state,
        published,
      } satisfies Health,
      healthy ? 200 : 503,
    )
  })
}

/** What lies in the published folder, and how often it was written to keep it small. */
const facts = (manifest: Manifest) => ({
  seq: manifest.watermark,
  segments: manifest.segments.length,
  coarse_rollups: manifest.coarse.length,
  bytes: filesOf(manifest).reduce((sum, file) => sum + file.bytes, 0),
  write_amplification: writeAmplification(manifest),
})
