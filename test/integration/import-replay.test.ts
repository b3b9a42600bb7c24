// An import is a replay: the ledger holds what it would hold had the same events been posted one by one.
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventSchema } from '../../functions/event.ts'
import { CommitQueue } from '../../functions/write/commit-queue.ts'
import { withFolder } from '../../functions/write/import/folder.ts'
import { importIntoLedger } from '../../functions/write/import/into-ledger.ts'
import { stage } from '../../functions/write/import/stage.ts'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { rowsOf } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { fileIn, ndjson } from '../support/import.ts'
import { silent } from '../support/in-process.ts'
import { admission, admitted } from '../support/policies.ts'

const START = Date.parse('2026-01-01T00:00:00Z')

const arbitraryEvent = fc.record(
  {
    event: fc.constantFrom('offered', 'offered', 'accepted', 'edited', 'rejected', 'timeout', 'withheld'),
    session_id: fc.constantFrom('s1', 's2', 'a session with a long name'),
    agent_draft: fc.oneof(
      fc.constantFrom('d1', 'd2 "é"\n🙂', 'My SSN is 123-45-6789.'),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    ),
    suggestion_used: fc.option(
      fc.constantFrom(
        'd1',
        'better',
        '',
        'Tab\t"and\nline: guaranteed returns.',
        'My SSN is 123-45-6789.',
        'My SSN is 123-45-6780.',
        'My SSN is [SSN].',
      ),
    ),
    policy_refs: fc.array(fc.constantFrom('A', 'Ä\t"', '[]', 'PII-SSN', 'ADV-6.2'), { maxLength: 3 }),
    latency_ms: fc.nat(3_600_000),
    ab_test_bucket: fc.constantFrom('on', 'off'),
    suggestion_id: fc.constantFrom('x', 'y', 'a suggestion with a long name'),
    agent_id: fc.constantFrom('agent', 'an agent with a long name'),
    occurred_at: fc.constantFrom('2026-01-01T01:02:03+02:00', '2025-12-31T23:59:59.123456Z'),
  },
  { requiredKeys: ['event', 'session_id', 'agent_draft', 'latency_ms'] },
)
type Sample = Record<string, unknown> & { ts: string }

/** Posts events, each at its own time. */
async function post(ledgerFile: string, events: Sample[]): Promise<void> {
  const ledger = await openLedger(ledgerFile, silent, admission)
  let now = 0
  const queue = await CommitQueue.over({
    ledger,
    clock: () => now,
    onLost: () => {},
  })
  for (const event of events) {
    now = Date.parse(event.ts)
    await queue.submit(admitted(eventSchema.parse(event)))
  }
  await ledger.close()
}

async function importAll(ledgerFile: string, file: string): Promise<unknown> {
  return withFolder(ledgerFile, async (folder) => {
    const { path, refusals } = await stage({
      ...{ file, folder, admission },
      now: Date.now(),
      onProgress: () => {},
    })
    expect(refusals.first).toEqual([])
    return importIntoLedger(ledgerFile, path, { admission, log: silent }, () => {})
  })
}

const rowsIn = (ledgerFile: string) =>
  rowsOf(ledgerFile, 'SELECT * EXCLUDE (id, content_digest) FROM coach_events ORDER BY seq')

it('equals posting the same events one by one, also behind sessions and offers that are still open', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryEvent, { minLength: 1, maxLength: 80 }),
      fc.array(arbitraryEvent, { maxLength: 20 }),
      async (events, earlier) => {
        const folder = testFolder()
        const at = (event: object, n: number): Sample => ({
          ...event,
          ts: new Date(START + 1_000 * n).toISOString(),
        })
        const before = earlier.map(at)
        const after = events.map((event, n) => at(event, earlier.length + n))
        const [posted, imported] = [join(folder, 'posted.duckdb'), join(folder, 'imported.duckdb')]
        await post(posted, [...before, ...after])
        await post(imported, before)
        const file = fileIn(folder, 'events.ndjson', ndjson(...after))
        expect(await importAll(imported, file)).toMatchObject({
          imported: after.length,
          known: 0,
          clashes: 0,
        })
        expect(await rowsIn(imported)).toEqual(await rowsIn(posted))
      },
    ),
    { numRuns: 10, endOnFailure: true },
  )
}, 120_000)
