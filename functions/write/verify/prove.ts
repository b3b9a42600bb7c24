// The proof: every published event, sum and file against the ledger, from one snapshot to a newer one where the
// running writer has replaced files meanwhile. It must never call anything proven that it has not compared.
import type { DuckDBConnection } from '@duckdb/node-api'
import { OperatorError } from '../../operator-error.ts'
import { filesOf } from '../../published/manifest.ts'
import type { Range } from '../../published/names.ts'
import { checkCoarse } from './coarse-check.ts'
import { ledgerFaults } from './compare-events.ts'
import { type Difference, eventsText, Findings, Replaced } from './difference.ts'
import type { LedgerSide } from './ledger-side.ts'
import { type Bench, checkSegment } from './segment-check.ts'
import { readSnapshot, snapshotUpTo, strays } from './snapshot.ts'
import type { HoldsMore } from './unredacted.ts'

/**
 * Snapshots taken anew because files of an older one were gone. A replaced file stays for half a minute, so that more
 * of them means that the disk is too slow to ever keep up.
 */
const MAX_SNAPSHOTS = 100

/** What verifying found. `events` and `segments` are those compared, `bytes` the size of the sound files. */
export type Verdict = {
  writer: 'running' | 'stopped'
  events: number
  segments: number
  bytes: number
  differences: Difference[]
  /** Differences beyond those. */
  more: number
  /** What is worth a look, but no difference. */
  remarks: string[]
}

type Options = { directory: string; connect: () => Promise<DuckDBConnection>; holdsMore: HoldsMore }

/** @param onProgress is told up to which event of how many the check has come. @throws OperatorError, from the ledger */
export async function prove(
  ledger: LedgerSide,
  { directory, connect, holdsMore }: Options,
  onProgress: (done: number, total: number) => void,
): Promise<Verdict> {
  const findings = new Findings()
  const atStart = await ledger.lastSeq()
  let snapshot = await snapshotUpTo(directory, ledger.state === 'running' ? atStart : 0)
  findings.add(snapshot.differences)
  const target = snapshot.manifest?.watermark ?? 0
  let ledgerEnd = await ledger.lastSeq()
  findings.add(watermarkFaults(ledger, target, atStart, ledgerEnd))
  findings.add(journalFaults(ledger.journaled))
  findings.add(lossFaults(ledger.lost))
  findings.add(await ledgerFaults(ledger.digests, { first: target + 1, last: atStart }))

  findings.add(await ledger.unredacted(holdsMore, { first: target + 1, last: atStart }))

  const bench: Bench = {
    ...{ ledger, connect, holdsMore },
    folder: {
      directory,
      sound: new Map(),
      async lists(name) {
        const { manifest } = await readSnapshot(directory)
        return manifest === null || filesOf(manifest).some((file) => file.name === name)
      },
    },
    onEvent: (seq) => onProgress(Math.min(seq, target), target),
  }
  let snapshots = 1
  const takeNewest = async (error: unknown) => {
    if (!(error instanceof Replaced)) throw error
    if (snapshots >= MAX_SNAPSHOTS)
      throw new OperatorError(
        'The writer replaces published files faster than they can be checked here. Nothing is proven; stop it, or run npm run verify when there is less to do.',
      )
    snapshots += 1
    snapshot = await readSnapshot(directory)
    findings.add(snapshot.differences)
    ledgerEnd = await ledger.lastSeq() // after the manifest: what that lists is committed
  }

  let [proven, segments] = [0, 0]
  let queue = snapshot.manifest?.segments ?? []
  while (queue[0]) {
    try {
      findings.add(await checkSegment(bench, queue[0], ledgerEnd))
      proven = Math.max(proven, queue[0].last_seq)
      segments += 1
      queue = queue.slice(1)
    } catch (error) {
      await takeNewest(error)
      const rest = snapshot.manifest?.segments ?? []
      queue = rest.filter(({ first_seq, last_seq }) => last_seq > proven && first_seq <= target)
    }
  }
  for (let done = false; !done; ) {
    try {
      if (snapshot.manifest) findings.add(await checkCoarse(bench, snapshot.manifest, findings.files))
      done = true
    } catch (error) {
      await takeNewest(error)
    }
  }
  return {
    writer: ledger.state,
    events: proven,
    segments,
    bytes: [...bench.folder.sound.values()].reduce((sum, bytes) => sum + bytes, 0),
    differences: findings.list,
    more: findings.more,
    // Beside a running writer an unlisted file may be one that it is making.
    remarks: ledger.state === 'stopped' ? await strays(directory, snapshot.manifest) : [],
  }
}

const eventCount = (n: number) => (n === 1 ? '1 event' : `${n} events`)

const journalFaults = (journaled: Range | null): Difference[] =>
  journaled === null
    ? []
    : [
        {
          first_seq: journaled.first,
          last_seq: journaled.last,
          message: `${eventCount(journaled.last - journaled.first + 1)} in the journal, neither in the table of the ledger nor published yet (${eventsText(journaled.first, journaled.last)}); start the writer`,
        },
      ]

const lossFaults = (lost: Range | null): Difference[] =>
  lost === null
    ? []
    : [
        {
          first_seq: lost.first,
          last_seq: lost.last,
          message: `${eventsText(lost.first, lost.last)}: acknowledged, but neither in the ledger nor in its journal`,
        },
      ]

function watermarkFaults(
  { state }: LedgerSide,
  watermark: number,
  atStart: number,
  ledgerEnd: number,
): Difference[] {
  if (watermark > ledgerEnd)
    return [
      {
        first_seq: ledgerEnd + 1,
        last_seq: watermark,
        message: `${eventsText(ledgerEnd + 1, watermark)}: published, but the ledger ends at ${ledgerEnd}: it lost them, or RUNS_DB and PUBLISHED_DIR do not belong together`,
      },
    ]
  if (watermark >= atStart) return []
  const what = eventCount(atStart - watermark)
  return [
    {
      first_seq: watermark + 1,
      last_seq: atStart,
      message:
        state === 'stopped'
          ? `${what} not published yet (${eventsText(watermark + 1, atStart)}); start the writer`
          : `${what} not published in time (${eventsText(watermark + 1, atStart)}); the writer's log says why`,
    },
  ]
}
