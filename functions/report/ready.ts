// For whoever sends requests here or elsewhere: whether this instance runs, and whether it can answer, part by part. A writer
// that is down takes no instance out of service: its reports go on.
import { Hono } from 'hono'
import { z } from 'zod'
import type { Env } from '../http.ts'
import { VERSION } from '../version.ts'
import type { ReportDeps } from './deps.ts'

export const aliveSchema = z.object({ status: z.literal('alive'), version: z.string() })

export const readySchema = z.object({
  status: z
    .enum(['ready', 'degraded', 'unready'])
    .describe('`degraded`: reports are answered, but a part is not as it should be.'),
  version: z.string(),
  writer: z.object({
    state: z.enum(['up', 'down', 'none']),
    since: z.iso.datetime().nullable().describe('Since when, as seen from here.'),
  }),
  snapshot: z
    .object({
      seq: z.int().min(0),
      age_seconds: z.number().min(0).describe('Since it was published. It grows where no events come.'),
      behind: z.boolean().describe('The writer has held events for two minutes that are not in it.'),
    })
    .nullable()
    .describe('Null when there is none that can be read: then nothing can be answered.'),
  disk: z
    .object({ free_bytes: z.int().min(0), total_bytes: z.int().min(0), nearly_full: z.boolean() })
    .nullable()
    .describe('Of what is published; null when it cannot be looked at.'),
})
type Ready = z.infer<typeof readySchema>

export function ready({ reader, writer, clock, diskSpace, stopping }: ReportDeps) {
  const disk = () => {
    try {
      const space = diskSpace()
      return space && { free_bytes: space.free, total_bytes: space.total, nearly_full: space.nearlyFull }
    } catch {
      return null
    }
  }
  async function snapshot(): Promise<Ready['snapshot']> {
    const current = await reader.current().catch(() => null)
    if (current === null) return null
    const { seq } = current.asOf
    const { published_at } = current.manifest
    const age_seconds = Math.max(0, clock() - Date.parse(published_at)) / 1_000
    return { seq, age_seconds, behind: writer.isBehind(seq) }
  }
  return new Hono<Env>()
    .get('/livez', (c) => {
      c.header('Cache-Control', 'no-store')
      return c.json({ status: 'alive', version: VERSION } satisfies z.infer<typeof aliveSchema>)
    })
    .get('/readyz', async (c) => {
      const { state, since } = writer.status
      const parts = {
        writer: { state, since: since === null ? null : new Date(since).toISOString() },
        snapshot: await snapshot(),
        disk: disk(),
      }
      const unready = parts.snapshot === null || stopping.aborted
      const degraded = state === 'down' || parts.snapshot?.behind || parts.disk?.nearly_full !== false
      c.header('Cache-Control', 'no-store')
      return c.json(
        {
          status: unready ? 'unready' : degraded ? 'degraded' : 'ready',
          version: VERSION,
          ...parts,
        } satisfies Ready,
        unready ? 503 : 200,
      )
    })
}
