// What is appended to the ledger's table, column by column through DuckDB's memory, reads back as it was.
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import type { LoggedEvent } from '../../functions/event.ts'
import { eventAppender } from '../../functions/write/ledger/append-events.ts'
import { createTables } from '../../functions/write/ledger/schema.ts'
import { logged } from '../support/logged.ts'

// Around the 12 bytes that lie in a row of their own, and beyond ASCII.
const text = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 14 }),
    fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
    fc.constantFrom('exactly 12 b', 'and 13 bytes.', 'zwölf Bytes', 'é', '😀😀😀'),
  )
  .filter((value) => !value.includes('\0'))
const texts = fc.array(text, { maxLength: 4 })
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const whole = fc.integer({ min: 0, max: 2 ** 31 - 1 })
/** From the year 1 to 9999. */
const time = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })

const anyEvent = fc.record({
  id: fc.uuid(),
  ts: time,
  event: fc.constantFrom('offered', 'accepted', 'withheld'),
  session_id: text,
  agent_draft: text,
  suggestion_used: maybe(text),
  policy_refs: texts,
  latency_ms: whole,
  agent_id: maybe(text),
  occurred_at: maybe(time),
  content_digest: maybe(text),
  offer_seq: maybe(fc.maxSafeNat()),
  offer_ts: maybe(time),
  offer_policies: maybe(texts),
  prevented: texts,
  shipped: texts,
  session_started_at: time,
  session_first: fc.boolean(),
  session_new_policies: texts,
  text_known: fc.boolean(),
  session_drafts: whole,
  session_texts_known: whole,
  session_latency_ms: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0), // DuckDB's JSON has no -0
}) as fc.Arbitrary<Partial<LoggedEvent>>

async function table() {
  const instance = await DuckDBInstance.create(':memory:')
  onTestFinished(() => instance.closeSync())
  const connection = await instance.connect()
  await connection.run(`SET TimeZone = 'UTC'; ATTACH ':memory:' AS ledger; ${createTables('ledger')}`)
  const append = eventAppender()
  return {
    append: (events: readonly LoggedEvent[]) => append(connection, events),
    async read(): Promise<LoggedEvent[]> {
      const reader = await connection.runAndReadAll(`
        SELECT to_json(e)::VARCHAR FROM (
          SELECT * REPLACE (epoch_ms(ts) AS ts, epoch_ms(occurred_at) AS occurred_at, epoch_ms(offer_ts) AS offer_ts,
                            epoch_ms(session_started_at) AS session_started_at)
          FROM ledger.coach_events ORDER BY seq) e`)
      await connection.run('DELETE FROM ledger.coach_events')
      return reader.getRows().map(([json]) => JSON.parse(json as string))
    },
  }
}

it('reads back as it was, whatever its texts, times and numbers, one appended after the other', async () => {
  const { append, read } = await table()
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 40 }), async (changes) => {
      const events = changes.map((change, n) => logged(n + 1, change))
      await append(events)
      expect(await read()).toEqual(events)
    }),
    { numRuns: 60 },
  )
})

it('reads back more rows, and more elements of lists, than DuckDB takes at once', async () => {
  const { append, read } = await table()
  const events = Array.from({ length: 5_000 }, (_, n) =>
    logged(n + 1, {
      policy_refs: Array.from({ length: n % 7 }, (_, k) => `policy ${k} of event ${n}`),
      agent_id: n % 3 === 0 ? null : `agent ${n}`,
    }),
  )
  await append(events)
  expect(await read()).toEqual(events)
})
