// Rebuilds a lost ledger from the published segments, which hold every published event whole.
// It must never overwrite a ledger, and never take a file that is not what the manifest says.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { EXIT, OperatorError } from '../../operator-error.ts'
import { sha256Of } from '../../published/checksum.ts'
import { MANIFEST_FILE, type Manifest, parseManifest } from '../../published/manifest.ts'
import type { Admission } from '../admission.ts'
import { redactionSql } from '../redaction-sql.ts'
import { createLedger } from './create.ts'
import { duckBeside, pathLiteral, rows } from './duck.ts'
import { idFolder } from './ids/bounds.ts'
import { takeLockFile } from './lock-file.ts'
import { COLUMN_LIST, COLUMNS } from './schema.ts'
import { type AtLedgerStep, goOn } from './steps.ts'

const doubtful = (message: string, cause?: unknown) => new OperatorError(message, EXIT.ledgerDoubtful, cause)

function readManifest(publishedDir: string): Manifest {
  try {
    return parseManifest(readFileSync(join(publishedDir, MANIFEST_FILE), 'utf8'))
  } catch (error) {
    throw doubtful(
      `${join(publishedDir, MANIFEST_FILE)} cannot be read: ${(error as Error).message.split('\n')[0]}. Nothing was restored.`,
      error,
    )
  }
}

/**
 * @param onProgress is told how many of how many events are back
 * @param admission how texts come in: what was published before it was redacted is redacted now
 * @returns the number of events restored, and of those redacted; the writer goes on at the next seq
 * @throws OperatorError when there is a ledger already, or a published file is missing or damaged
 */
export async function restoreLedger(options: {
  ledgerFile: string
  publishedDir: string
  admission: Admission
  onProgress: (done: number, total: number) => void
  atStep?: AtLedgerStep | undefined
}): Promise<{ events: number; redacted: number }> {
  const { ledgerFile, publishedDir, admission, onProgress, atStep = goOn } = options
  for (const path of [ledgerFile, `${ledgerFile}.wal`])
    if (existsSync(path))
      throw new OperatorError(
        `${path} exists, and restoring never overwrites. Move it away first, then run npm run restore again.`,
      )
  const { segments, watermark } = readManifest(publishedDir)
  mkdirSync(dirname(ledgerFile), { recursive: true })
  const lock = takeLockFile(ledgerFile)
  const { connect, close } = await duckBeside(ledgerFile)
  try {
    rmSync(idFolder(ledgerFile), { recursive: true, force: true }) // of the ledger that is lost
    atStep('restore-begun')
    const connection = await connect()
    const columns = columnsKept(connection, admission)
    let redacted = 0
    const fill = async (catalog: string) => {
      for (const { events, last_seq } of segments) {
        const path = join(publishedDir, events.name)
        const found = await sha256Of(path).catch(() => null)
        if (found !== events.sha256)
          throw doubtful(
            `${path} ${found === null ? 'cannot be read' : 'is not what was published'}. Nothing was restored; put a good copy of it there.`,
          )
        const file = `read_parquet(${pathLiteral(path)})`
        await connection.run(
          `INSERT INTO ${catalog}.coach_events SELECT ${columns.sql} FROM ${file} ORDER BY seq`,
        )
        if (columns.changed !== null) {
          const [row] = await rows(
            connection,
            `SELECT count(*)::DOUBLE AS n FROM ${file} WHERE ${columns.changed}`,
          )
          redacted += row?.n as number
        }
        atStep('segment-restored')
        onProgress(last_seq, watermark)
      }
      const [facts] = await rows(
        connection,
        `SELECT count(*)::DOUBLE AS rows, coalesce(max(seq), 0)::DOUBLE AS last FROM ${catalog}.coach_events`,
      )
      if (facts?.rows !== watermark || facts.last !== watermark)
        throw doubtful(
          `The segments hold ${facts?.rows} events, the manifest says ${watermark}. Nothing was restored.`,
        )
    }
    await createLedger(connection, ledgerFile, fill, atStep)
    return { events: watermark, redacted }
  } finally {
    close()
    lock.release()
  }
}

/** SQL of the columns with their texts as they may be kept, and of whether a text is another one then. */
function columnsKept(connection: DuckDBConnection, admission: Admission) {
  const { kept, holdsMore } = redactionSql(connection, admission.atOnce())
  if (holdsMore === null) return { sql: COLUMN_LIST, changed: null }
  const changed = `(${holdsMore('agent_draft')} OR ${holdsMore('suggestion_used')})`
  const sql = COLUMNS.map(({ name }) => {
    if (name === 'agent_draft' || name === 'suggestion_used') return `${kept(name)} AS ${name}`
    // A digest of what was sent: the number could be found by it.
    return name === 'content_digest'
      ? `CASE WHEN NOT ${changed} THEN content_digest END AS content_digest`
      : name
  })
  return { sql: sql.join(', '), changed }
}
