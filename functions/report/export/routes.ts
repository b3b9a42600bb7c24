// The exports: every event that the filters let through, as CSV, NDJSON or Parquet, streamed from one snapshot's seqs.
// Nothing is sent before the parameters are known to be good and the first rows are there.
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type Env, parametersOf, saidIn } from '../../http.ts'
import { Problem } from '../../problem.ts'
import type { ReportDeps } from '../deps.ts'
import { minSeqOf } from '../min-seq.ts'
import { scopeOf } from '../scope.ts'
import { bodyOf } from './body.ts'
import { EXPORT_BOUNDS } from './bounds.ts'
import { parquet } from './parquet.ts'
import { ExportRows } from './rows.ts'
import { csv, ndjson } from './text.ts'

const afterSeq = z
  .string()
  .regex(/^\d{1,15}$/, 'after_seq must be a whole number')
  .transform(Number)
  .optional()
  .describe('Only events with a higher seq: X-As-Of-Seq of the export before.')
const spreadsheet = z
  .enum(['true', 'false'], 'spreadsheet must be true or false')
  .optional()
  .describe('`true`: texts that a spreadsheet would run as formulas begin with an apostrophe.')
/** What an export takes besides the scope. */
export const parameters = z.object({ after_seq: afterSeq })
export const csvParameters = parameters.extend({ spreadsheet })

type Parameters = z.infer<typeof csvParameters>
type Format = {
  extension: string
  type: string
  parameters: typeof parameters | typeof csvParameters
  chunks: (rows: ExportRows, given: Parameters) => AsyncGenerator<readonly Uint8Array[]>
}

export function exports({ reader, timeZone, log, stopping, exportBounds }: ReportDeps) {
  const bounds = { ...EXPORT_BOUNDS, ...exportBounds }
  let running = 0

  async function answer(c: Context<Env>, format: Format): Promise<Response> {
    const scope = scopeOf(c.req.query(), timeZone)
    const given: Parameters = parametersOf<Format['parameters']>(format.parameters, saidIn(c.req.query()))
    const after = given.after_seq ?? 0
    // A client goes on with after_seq where its last export ended: an instance that is behind must not answer less.
    const snapshot = await reader.atLeast(Math.max(minSeqOf(c.req.raw), after))
    const until = snapshot.asOf.seq
    const name = after === 0 ? `events-to-${until}` : `events-after-${after}-to-${until}`
    const headers = {
      'Content-Type': format.type,
      'Content-Disposition': `attachment; filename="${name}.${format.extension}"`,
      'Cache-Control': 'no-store',
      'X-As-Of-Seq': String(until),
    }
    if (c.req.method === 'HEAD') return new Response(null, { headers })
    if (stopping.aborted) throw new Problem('stopping')
    if (running >= bounds.concurrent)
      throw new Problem('reports-busy', `${running} exports are under way, and more may not run at once.`)
    running += 1
    const work = new AbortController()
    const rows = new ExportRows(reader, { scope, after, until }, bounds, work.signal)
    const body = await bodyOf(format.chunks(rows, given), {
      work,
      client: c.req.raw.signal,
      stopping,
      stallMs: bounds.stallMs,
      onBroken: (error) =>
        log.error(
          { err: error, request: c.get('requestId'), path: c.req.path, key: c.get('keyName') },
          'an export broke off',
        ),
      onEnd: () => {
        running -= 1
      },
    })
    return new Response(body, { headers })
  }

  return new Hono<Env>()
    .get('/export/events.csv', (c) =>
      answer(c, {
        extension: 'csv',
        type: 'text/csv; charset=utf-8; header=present',
        parameters: csvParameters,
        chunks: (rows, given) => csv(rows, bounds, given.spreadsheet === 'true'),
      }),
    )
    .get('/export/events.ndjson', (c) =>
      answer(c, {
        extension: 'ndjson',
        type: 'application/x-ndjson',
        parameters,
        chunks: (rows) => ndjson(rows, bounds),
      }),
    )
    .get('/export/events.parquet', (c) =>
      answer(c, {
        extension: 'parquet',
        type: 'application/vnd.apache.parquet',
        parameters,
        chunks: (rows) => parquet(rows, bounds, reader.scratch),
      }),
    )
}
