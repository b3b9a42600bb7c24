// The batches that every peer stores: files of NDJSON, written and on disk before anything is timed.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventBody } from '../ingest/events.ts'

/** So many requests of so many events each. */
export type Size = { events: number; requests: number }
/** What one figure comes from: the requests of a size, over so many connections. */
export type Batches = { events: number; connections: number; files: string[] }

/** @returns the batches of each size for each number of connections; no event comes twice */
export async function writeBatches(
  folder: string,
  sizes: readonly Size[],
  connections: readonly number[],
): Promise<Batches[]> {
  let next = 0
  const all: Batches[] = []
  for (const { events, requests } of sizes)
    for (const level of connections) {
      const own = join(folder, `${events}-${level}`)
      await mkdir(own)
      const files = Array.from({ length: requests }, (_, index) => join(own, `${index}.ndjson`))
      for (const file of files) {
        const lines = Array.from({ length: events }, (_, index) => `${eventBody(next + index)}\n`)
        next += events
        await writeFile(file, lines.join(''), { flush: true })
      }
      all.push({ events, connections: level, files })
    }
  return all
}
