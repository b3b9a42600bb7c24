// What a ledger has lost at its end and the published files still hold is taken back from them: after its log was damaged,
// or an older copy of it put in its place.
// It must never take events of another ledger, nor from a file that is not what the manifest says.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../../operator-error.ts'
import { sha256Of } from '../../published/checksum.ts'
import { MANIFEST_FILE, type Manifest, parseManifest, type Segment } from '../../published/manifest.ts'
import { parquet, rows } from './duck.ts'
import { COLUMN_LIST } from './schema.ts'

export type SalvageOptions = {
  connection: DuckDBConnection
  publishedDir: string
  /** The ledger's last event. */
  last: number
  log: Logger
}

/** Null where nothing can be had from it: whoever publishes says what is wrong with it. */
const manifestIn = (directory: string): Promise<Manifest | null> =>
  readFile(join(directory, MANIFEST_FILE), 'utf8')
    .then(parseManifest)
    .catch(() => null)

/** @returns the ledger's last event then  @throws OperatorError when a file that holds a lost event is damaged */
export async function takeBackPublished(options: SalvageOptions): Promise<number> {
  const { connection, publishedDir, last, log } = options
  const manifest = await manifestIn(publishedDir)
  if (manifest === null || manifest.watermark <= last) return last
  const lost = manifest.segments.filter(({ last_seq }) => last_seq > last)
  if (!(await isOfThisLedger(options, manifest))) return last // refused by whoever publishes
  for (const segment of lost) {
    const path = await soundPath(publishedDir, segment)
    await connection.run(
      `INSERT INTO ledger.coach_events SELECT ${COLUMN_LIST} FROM ${parquet([path])} WHERE seq > ${last} ORDER BY seq`,
    )
  }
  log.error(
    { first: last + 1, last: manifest.watermark },
    'the ledger had lost its last events: they were taken back from what is published',
  )
  return manifest.watermark
}

/** Whether the ledger's last event is published under the same id: ids are random. */
async function isOfThisLedger(
  { connection, publishedDir, last }: SalvageOptions,
  { segments }: Manifest,
): Promise<boolean> {
  const segment = segments.find(({ first_seq, last_seq }) => first_seq <= last && last <= last_seq)
  if (segment === undefined) return false
  const path = await soundPath(publishedDir, segment)
  const idIn = (relation: string) => `(SELECT id FROM ${relation} WHERE seq = ${last})`
  const [row] = await rows(
    connection,
    `SELECT ${idIn('ledger.coach_events')} = ${idIn(parquet([path]))} AS same`,
  )
  return row?.same === true
}

async function soundPath(directory: string, { events }: Segment): Promise<string> {
  const path = join(directory, events.name)
  if ((await sha256Of(path).catch(() => null)) === events.sha256) return path
  throw new OperatorError(
    `The ledger has lost its last events, and ${path}, which should hold them, is damaged or gone. Put a good copy of it there, or of the ledger, then start again.`,
    EXIT.ledgerDoubtful,
  )
}
