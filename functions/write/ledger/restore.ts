// Rebuilds a lost ledger from the published segments, which hold every published event whole.
// It must never overwrite a ledger, and never take a file that is not what the manifest says.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { EXIT, OperatorError } from '../../operator-error.ts'
import { sha256Of } from '../../published/checksum.ts'
import { MANIFEST_FILE, type Manifest, parseManifest } from '../../published/manifest.ts'
import { createLedger } from './create.ts'
import { duckBeside, pathLiteral, rows } from './duck.ts'
import { idFolder } from './ids/bounds.ts'
import { takeLockFile } from './lock-file.ts'
import { COLUMN_LIST } from './schema.ts'

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
 * @returns the number of events restored; the writer goes on at the next seq
 * @throws OperatorError when there is a ledger already, or a published file is missing or damaged
 */
export async function restoreLedger(options: {
  ledgerFile: string
  publishedDir: string
  onProgress: (done: number, total: number) => void
}): Promise<number> {
  const { ledgerFile, publishedDir, onProgress } = options
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
    const connection = await connect()
    await createLedger(connection, ledgerFile, async (catalog) => {
      for (const { events, last_seq } of segments) {
        const path = join(publishedDir, events.name)
        const found = await sha256Of(path).catch(() => null)
        if (found !== events.sha256)
          throw doubtful(
            `${path} ${found === null ? 'cannot be read' : 'is not what was published'}. Nothing was restored; put a good copy of it there.`,
          )
        await connection.run(
          `INSERT INTO ${catalog}.coach_events SELECT ${COLUMN_LIST} FROM read_parquet(${pathLiteral(path)}) ORDER BY seq`,
        )
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
    })
    return watermark
  } finally {
    close()
    lock.release()
  }
}
