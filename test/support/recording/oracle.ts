// The judge of a recorded run: compares the clients' books with the ledger of a stopped product, by SQL alone.
// It trusts nothing of the code under test, and what was promised only as the clients wrote it down.
import { join } from 'node:path'
import { inDuck } from '../duck.ts'
import { AS_SENT, NUMBER } from './numbered-events.ts'
import { befallen, rowsFor } from './oracle-queries.ts'
import { booksSql } from './recorder.ts'

/** What must be nowhere; each is a query for the numbers of the events that it befell. */
const FAULTS: Record<string, string> = {
  'stored more than once': 'SELECT n FROM stored GROUP BY n HAVING count(*) > 1',
  'stored with other content': 'SELECT n FROM stored WHERE NOT as_sent',
  'acknowledged and not stored': `SELECT DISTINCT n FROM told ANTI JOIN stored USING (n) WHERE outcome = 'stored'`,
  'acknowledged under another seq': `
    SELECT DISTINCT n FROM told JOIN stored USING (n) WHERE seq NOT BETWEEN first_seq AND last_seq`,
  'acknowledged under several seqs': `
    SELECT n FROM told WHERE first_seq = last_seq GROUP BY n HAVING count(DISTINCT first_seq) > 1`,
  'stored of a batch that was to be stored whole or not at all, without the rest of it': `
    SELECT n FROM stored SEMI JOIN (
      SELECT DISTINCT told.n FROM told JOIN (
        SELECT atomic FROM (SELECT DISTINCT atomic, n FROM told WHERE atomic IS NOT NULL) LEFT JOIN stored USING (n)
        GROUP BY atomic HAVING count(seq) NOT IN (0, count(*))) USING (atomic)) USING (n)`,
  'stored although every answer said that it was not': `
    SELECT n FROM stored ANTI JOIN (SELECT n FROM told WHERE outcome <> 'refused') USING (n)`,
  'behind a gap in seq':
    'SELECT n FROM (SELECT n, seq, row_number() OVER (ORDER BY seq) AS place FROM stored) WHERE seq <> place',
}

export type Judgement = {
  /** Events in the ledger, and those among them that a client was told of. */
  stored: number
  acknowledged: number
  /** A sentence for each kind of fault, with the numbers of some events. */
  faults: string[]
}

/** @param folder of the product; its ledger holds nothing but what its books tell of */
export async function judgeBooks(folder: string): Promise<Judgement> {
  return inDuck(':memory:', async (connection) => {
    await connection.run(`ATTACH '${join(folder, 'qa_runs.duckdb')}' AS ledger (READ_ONLY)`)
    await connection.run(`CREATE VIEW told AS FROM ${booksSql(folder)}`)
    await connection.run(
      `CREATE TABLE stored AS SELECT ${NUMBER} AS n, seq, coalesce(${AS_SENT}, false) AS as_sent FROM ledger.coach_events`,
    )
    const faults = await befallen(connection, FAULTS)
    const [counts] = await rowsFor(
      connection,
      `
      SELECT (SELECT count(*) FROM stored)::DOUBLE AS stored,
             (SELECT count(DISTINCT n) FROM told WHERE outcome = 'stored')::DOUBLE AS acknowledged`,
    )
    return { stored: counts?.stored as number, acknowledged: counts?.acknowledged as number, faults }
  })
}
