// The manifest: which files make the current snapshot. The one thing both sides know.
// It must never be trusted unchecked: parseManifest refuses one whose ranges do not cover 1…watermark.
import { z } from 'zod'

/** Version of the manifest's own form; a reader refuses a later one. */
export const MANIFEST_FORMAT = 1
export const MANIFEST_FILE = 'manifest.json'

const fileSchema = z.object({
  name: z.string().regex(/^[a-z0-9.-]+\.parquet$/),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

const segmentSchema = z.object({
  first_seq: z.int().positive(),
  last_seq: z.int().positive(),
  rows: z.int().positive(),
  min_ts: z.iso.datetime(),
  max_ts: z.iso.datetime(),
  events: fileSchema,
  rollup: fileSchema,
})

const manifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  /** Counts every manifest of this ledger; also makes file names that are never reused. */
  version: z.int().nonnegative(),
  /** The highest published seq; 0 before the first event. */
  watermark: z.int().nonnegative(),
  published_at: z.iso.datetime(),
  segments: z.array(segmentSchema),
  /** Files that older snapshots may still read, and since when no snapshot lists them. */
  retired: z.array(z.object({ name: z.string(), retired_at: z.iso.datetime() })),
})

export type PublishedFile = z.infer<typeof fileSchema>
export type Segment = z.infer<typeof segmentSchema>
export type Manifest = z.infer<typeof manifestSchema>

/** A manifest of a later version of this program. */
export class LaterFormat extends Error {
  override name = 'LaterFormat'
}

/**
 * @throws LaterFormat; or Error saying what is wrong: not JSON, not a manifest, ranges with a gap or an overlap
 */
export function parseManifest(text: string): Manifest {
  const json = JSON.parse(text)
  if (typeof json?.format === 'number' && json.format > MANIFEST_FORMAT)
    throw new LaterFormat(`manifest: format ${json.format}, this version knows ${MANIFEST_FORMAT}`)
  const manifest = manifestSchema.parse(json)
  let next = 1
  for (const segment of manifest.segments) {
    if (segment.first_seq !== next)
      throw new Error(`manifest: segment starts at ${segment.first_seq}, not ${next}`)
    if (segment.last_seq - segment.first_seq + 1 !== segment.rows)
      throw new Error(`manifest: segment ${segment.events.name} does not hold one row per seq`)
    next = segment.last_seq + 1
  }
  if (next !== manifest.watermark + 1)
    throw new Error(`manifest: segments end at ${next - 1}, the watermark is ${manifest.watermark}`)
  return manifest
}
