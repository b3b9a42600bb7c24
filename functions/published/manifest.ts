// The manifest: which files make the current snapshot. The one thing both sides know.
// It must never be trusted unchecked: parseManifest refuses one whose ranges do not cover 1…watermark.
import { z } from 'zod'

/** Version of the manifest's form and of what files hold (5: texts redacted, final texts looked at again); a reader refuses a later one. */
export const MANIFEST_FORMAT = 5
export const MANIFEST_FILE = 'manifest.json'

const fileSchema = z.object({
  name: z.string().regex(/^[a-z0-9.-]+\.parquet$/),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

const range = { first_seq: z.int().positive(), last_seq: z.int().positive() }

const segmentSchema = z.object({
  ...range,
  rows: z.int().positive(),
  /** Of the events' own times. */
  min_ts: z.iso.datetime(),
  max_ts: z.iso.datetime(),
  /** Of the times that they count under (facts.sql): an outcome counts where its offer does. */
  min_filed_at: z.iso.datetime(),
  max_filed_at: z.iso.datetime(),
  events: fileSchema,
  /** Facts by the hour, those of single agents by the day. */
  rollup: fileSchema,
})

/** Facts of many segments together: by the month, by the day, and those of single agents by the month. */
const coarseSchema = z.object({ ...range, months: fileSchema, days: fileSchema, agents: fileSchema })

const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  /** Counts every manifest of this ledger; also makes file names that are never reused. */
  version: z.int().nonnegative(),
  /** The highest published seq; 0 before the first event. */
  watermark: z.int().nonnegative(),
  published_at: z.iso.datetime(),
  segments: z.array(segmentSchema),
  /** From event 1 on, each ending where a segment ends; the newest segments are not in any yet. */
  coarse: z.array(coarseSchema),
  /** Files that older snapshots may still read, and since when no snapshot lists them. */
  retired: z.array(z.object({ name: z.string(), retired_at: z.iso.datetime() })),
  /** Bytes ever written here: when events were first published, and by merging since. */
  written: z.object({ first: z.int().nonnegative(), merged: z.int().nonnegative() }),
})

export type PublishedFile = z.infer<typeof fileSchema>
export type Segment = z.infer<typeof segmentSchema>
export type Coarse = z.infer<typeof coarseSchema>
export type Manifest = z.infer<typeof manifestSchema>

/** A manifest of a later version of this program. */
export class LaterFormat extends Error {
  override name = 'LaterFormat'
}

/** A manifest of an earlier version: the ledger can publish everything again. */
export class EarlierFormat extends Error {
  override name = 'EarlierFormat'
}

/**
 * @throws LaterFormat, EarlierFormat; or Error saying what is wrong: not JSON, not a manifest, ranges with a gap or an overlap
 */
export function parseManifest(text: string): Manifest {
  const manifest = readManifestForm(text)
  const [fault] = coverageFaults(manifest)
  if (fault !== undefined) throw new Error(`manifest: ${fault}`)
  return manifest
}

/**
 * The manifest without a look at its ranges: for who says what is wrong with them, and for nobody else.
 * @throws LaterFormat, EarlierFormat; or Error: not JSON, not a manifest
 */
export function readManifestForm(text: string): Manifest {
  const json = JSON.parse(text)
  if (typeof json?.format === 'number' && json.format !== MANIFEST_FORMAT) {
    const message = `manifest: format ${json.format}, this version knows ${MANIFEST_FORMAT}`
    throw json.format > MANIFEST_FORMAT ? new LaterFormat(message) : new EarlierFormat(message)
  }
  return manifestSchema.parse(json)
}

export const filesOfCoarse = ({ months, days, agents }: Coarse): PublishedFile[] => [months, days, agents]

/** Every file of a manifest's snapshot. */
export const filesOf = ({ segments, coarse }: Manifest): PublishedFile[] => [
  ...segments.flatMap(({ events, rollup }) => [events, rollup]),
  ...coarse.flatMap(filesOfCoarse),
]

/** How often each byte that was published first has been written in all; null while nothing was. */
export const writeAmplification = ({ written }: Manifest): number | null =>
  written.first === 0 ? null : Math.round((100 * (written.first + written.merged)) / written.first) / 100

/** What contradicts that the segments hold each event from 1 to the watermark once; empty when nothing does. */
export function coverageFaults({ segments, coarse, watermark }: Manifest): string[] {
  const faults = segments
    .filter((segment) => segment.last_seq - segment.first_seq + 1 !== segment.rows)
    .map((segment) => `segment ${segment.events.name} does not hold one row per seq`)
  const end = endOf(
    segments.map((segment) => ({ ...segment, name: segment.events.name })),
    faults,
  )
  if (end !== watermark) faults.push(`segments end at ${end}, the watermark is ${watermark}`)
  const coarseEnd = endOf(
    coarse.map((one) => ({ ...one, name: one.months.name })),
    faults,
  )
  if (coarseEnd !== 0 && !segments.some((segment) => segment.last_seq === coarseEnd))
    faults.push(`coarse rollups end at ${coarseEnd}, inside a segment`)
  return faults
}

/** The last seq of ranges that follow one another from 1 on; 0 when there are none. Adds each gap and overlap to `faults`. */
function endOf(
  ranges: readonly { first_seq: number; last_seq: number; name: string }[],
  faults: string[],
): number {
  let end = 0
  for (const { first_seq, last_seq, name } of ranges) {
    if (first_seq > end + 1)
      faults.push(
        `a range starts at ${first_seq}, not ${end + 1}: events ${end + 1}-${first_seq - 1} are in no file before ${name}`,
      )
    if (first_seq <= end)
      faults.push(
        `a range starts at ${first_seq}, not ${end + 1}: events ${first_seq}-${Math.min(end, last_seq)} are in ${name} and in a file before it`,
      )
    end = Math.max(end, last_seq)
  }
  return end
}
