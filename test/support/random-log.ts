// Logs drawn at random, with every kind of event and every way to name an offer; and how a test publishes one.
import fc from 'fast-check'
import { testFolder } from './folder.ts'
import { type postTo, reportsIn, writerIn } from './in-process.ts'
import { type LogRow, VIOLATING } from './recomputed.ts'

/** What a client sends; few sessions, drafts and suggestions, so that outcomes find offers, repeats and nothing. */
export const sentRow: fc.Arbitrary<Omit<LogRow, 'ts'>> = fc.record({
  event: fc.constantFrom(
    'offered',
    'offered',
    'offered',
    'accepted',
    'edited',
    'rejected',
    'timeout',
    'withheld',
  ),
  session_id: fc.constantFrom('s1', 's2', 's3', 's4', 's5'),
  agent_draft: fc.constantFrom('draft 1', 'draft 2'),
  suggestion_used: fc.constantFrom(null, 'better', 'draft 1', ...Object.keys(VIOLATING)),
  policy_refs: fc.array(fc.constantFrom('ADV-6.2', 'TONE', 'a "quoted", policy'), { maxLength: 3 }),
  latency_ms: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 3_600_000 })),
  ab_test_bucket: fc.constantFrom('on', 'off'),
  suggestion_id: fc.constantFrom(undefined, undefined, 'sug-1', 'sug-2'),
  agent_id: fc.constantFrom(undefined, 'anna', 'ben'),
})

/** Of the sessions' own arm but for one event in fifty, as a client's mistake would have it. */
const armOf = (session_id: string, slip: number): 'on' | 'off' =>
  (Number(session_id.slice(1)) % 2 === 0) === (slip === 0) ? 'off' : 'on'

/** The same of so many sessions, each in one arm, that the arms can be compared. */
export const comparableRow: fc.Arbitrary<Omit<LogRow, 'ts'>> = fc
  .record({ row: sentRow, session: fc.integer({ min: 1, max: 80 }), slip: fc.integer({ min: 0, max: 49 }) })
  .map(({ row, session, slip }) => {
    const session_id = `s${session}`
    // Of its own session: else most would answer offers of others.
    const suggestion_id = row.suggestion_id && `${row.suggestion_id} of ${session_id}`
    return { ...row, session_id, suggestion_id, ab_test_bucket: armOf(session_id, slip) }
  })

type App = Parameters<typeof postTo>[0]

/**
 * Publishes a log of a folder of its own in groups, so that sums cross segments, and restarts the writer once.
 * @param how.size rows a group; each group is published before the next one is posted
 * @param how.restartAfter the writer is restarted before the group that holds this index
 * @param how.post stores a group in order
 * @param how.clock the writer's, epoch milliseconds
 */
export async function publishLog<Row>(
  log: readonly Row[],
  how: {
    size: number
    restartAfter: number
    post: (app: App, group: readonly Row[]) => Promise<unknown>
    clock?: () => number
  },
) {
  const { size, restartAfter, post, clock = Date.now } = how
  const folder = testFolder()
  const start = () => writerIn(folder, { clock })
  let writer = await start()
  const reports = await reportsIn(folder)
  for (let from = 0; from < log.length; from += size) {
    if (from <= restartAfter && restartAfter < from + size) {
      await writer.stop()
      writer = await start()
    }
    const group = log.slice(from, from + size)
    await post(writer.app, group)
    await reports.json('/events/stats', { 'X-Min-Seq': String(from + group.length) })
  }
  return { ...reports, folder, stopWriter: writer.stop }
}
