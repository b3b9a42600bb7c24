// POST /import: brings in a file that `npm run import` has staged on this machine. It answers with a line of progress a
// batch, and last a line that says what came of it: an answer without that line has failed.
// It must never serve anyone who has not read the ledger's lock file.
import { availableParallelism } from 'node:os'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import { z } from 'zod'
import { type Env, NOSNIFF, parametersOf, readJson } from '../../http.ts'
import { Problem } from '../../problem.ts'
import type { Admission } from '../admission.ts'
import type { CommitQueue } from '../commit-queue.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { ownCommandsOnly } from '../own-commands.ts'
import { type BroughtIn, bringIn } from './bring-in.ts'

/** Half the cores: the other half is for those who post and read meanwhile. */
const THREADS = Math.max(1, Math.floor(availableParallelism() / 2))
/** The body names a file. */
const MAX_BYTES = 16 * 1024

const schema = z.object({
  staged: z.string('staged must be a path').startsWith('/', 'staged must be absolute'),
  redacted_by: z.string('redacted_by must be a version of policies').nullable(),
})

/** A line of the answer. */
export type ImportLine = { done: number } | BroughtIn | { failed: string }

export type ImportDeps = {
  queue: CommitQueue
  ledger: Ledger
  admission: Admission
  log: Logger
  stopping: AbortSignal
}

function failureOf(error: unknown, stopping: AbortSignal): string {
  if (stopping.aborted) return 'the writer is stopping'
  if (error instanceof Problem && error.slug === 'disk-full') return 'the disk is full; free some space'
  return 'the writer could not go on; its log says why'
}

export function importRoute({ queue, ledger, admission, log, stopping }: ImportDeps) {
  const app = new Hono<Env>()
  let last: Promise<unknown> = Promise.resolve()

  app.post('/import', ownCommandsOnly(ledger.token), async (c) => {
    const wanted = parametersOf(schema, await readJson(c.req.raw, MAX_BYTES))
    if (admission.redacts && wanted.redacted_by !== admission.policies.version)
      throw new Problem(
        'invalid-parameter',
        'The writer redacts by other policies: import with its REDACT and POLICIES_FILE.',
      )
    const gone = new AbortController()
    const signal = AbortSignal.any([gone.signal, stopping])
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        const say = (line: ImportLine) =>
          gone.signal.aborted || stream.enqueue(Buffer.from(`${JSON.stringify(line)}\n`))
        const work = () =>
          bringIn({
            ...{ queue, ledger, admission },
            stagedFile: wanted.staged,
            lanes: 1,
            threads: THREADS,
            signal,
            onProgress: (done) => say({ done }),
          })
        // One after the other: a second import would only find the ids of the first halfway.
        last = last
          .then(work)
          .then(say, (error) => {
            if (!signal.aborted) log.error({ err: error }, 'an import failed')
            say({
              failed: failureOf(error, stopping),
            })
          })
          .finally(() => gone.signal.aborted || stream.close())
      },
      cancel: () => gone.abort(),
    })
    return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson', ...NOSNIFF } })
  })
  return app
}
