// Makes a ledger of any size: believable settled history, written by DuckDB itself, a few million rows at a time.
// Its rows must be exactly those that the writer would have stored; history.bench.ts settles some again to prove it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createLedger } from '../../../functions/write/ledger/create.ts'
import { openDuck, rows } from '../../../functions/write/ledger/duck.ts'
import { COLUMN_LIST } from '../../../functions/write/ledger/schema.ts'

const DAY_MS = 86_400_000
/** So that 100 million events are three years. */
const EVENTS_A_DAY = 91_000
const EVENTS_A_SESSION = 4
/** Sessions made at a time: two million events, about 2 GB of memory. */
const SESSIONS_AT_ONCE = 500_000

const read = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8')
const draw = read('draw')
const settle = read('settle')

/** Half-open, epoch milliseconds. */
export type Period = { from: number; to: number }

/** The nth session's id, from 0: like those of real clients, it does not grow with time. */
export const sessionId = (n: number): string =>
  `session-${createHash('md5').update(String(n)).digest('hex').slice(0, 16)}`

/** The period that so many events span when the last one comes before midnight (UTC) today. */
export function periodOf(events: number, now: number): Period {
  const to = Math.floor(now / DAY_MS) * DAY_MS
  return { from: to - Math.ceil((events / EVENTS_A_DAY) * DAY_MS), to }
}

/** @param events a multiple of four  @param path must not exist */
export async function generateLedger(options: {
  path: string
  events: number
  period: Period
  progress: (line: string) => void
}): Promise<void> {
  const { path, events, period, progress } = options
  const sessions = events / EVENTS_A_SESSION
  if (!Number.isInteger(sessions)) throw new Error(`${events} events are not whole sessions of four`)
  const stepUs = ((period.to - period.from) * 1000) / sessions
  const moment = (session: number) =>
    `make_timestamptz(${Math.round(period.from * 1000 + session * stepUs)}::BIGINT)`
  const duck = await openDuck({ temporary: `${path}.tmp`, threads: 4, memory: '6GB' })
  try {
    const connection = await duck.connect()
    await createLedger(connection, path, async (catalog) => {
      for (let first = 0; first < sessions; first += SESSIONS_AT_ONCE) {
        const last = Math.min(sessions, first + SESSIONS_AT_ONCE)
        await connection.run(`
          SET VARIABLE first = ${first}; SET VARIABLE last = ${last}; SET VARIABLE step = ${stepUs}::DOUBLE;
          SET VARIABLE starts = ${moment(first)}; SET VARIABLE ends = ${moment(last)};
          ${draw}
          INSERT INTO ${catalog}.coach_events SELECT ${COLUMN_LIST} FROM (${settle}) ORDER BY seq;
          DROP TABLE drawn; DROP TABLE placed; CHECKPOINT ${catalog}`)
        progress(`${last * EVENTS_A_SESSION} of ${events} events made`)
      }
      const [found] = await rows(
        connection,
        `SELECT count(*)::DOUBLE AS rows, count(*) FILTER (rowid <> seq - 1)::DOUBLE AS astray FROM ${catalog}.coach_events`,
      )
      if (found?.rows !== events || found.astray !== 0)
        throw new Error(`the history holds ${found?.rows} events, ${found?.astray} of them out of order`)
    })
  } finally {
    duck.close()
  }
}
