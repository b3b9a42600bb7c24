// The order in which a writer flushes and names: what a power cut would show on some file systems, seen on any.
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { spawnProgram } from '../support/doomed.ts'
import { testFolder } from '../support/folder.ts'
import { type Call, logCalls } from '../support/recording/call-log.ts'
import { canTrace } from '../support/recording/strace.ts'

const EVENTS = 4
/** Longer than a publication takes. */
const FLUSH_MS = 400

const flushes = ({ name }: Call) => name === 'fsync' || name === 'fdatasync'
const writes = ({ name }: Call) => /write/.test(name)

/** Whether what was last written to a file before `end` was flushed before `end` too. */
function isFlushed(calls: readonly Call[], path: string, end: number): boolean {
  const about = calls.slice(0, end).filter(({ paths }) => paths[0] === path)
  return about.findLastIndex(flushes) > about.findLastIndex(writes)
}

/** A sentence for each thing that happens too soon. */
function faultsOf(calls: readonly Call[], folder: string): string[] {
  const published = join(folder, 'published')
  const journal = calls.flatMap(({ paths: [path = ''] }) => (path.endsWith('.events') ? [path] : []))
  const renames = calls.flatMap((call, at) =>
    call.name === 'rename' ? [{ at, to: call.paths[1] ?? '' }] : [],
  )
  const inPublished = renames.filter(({ to }) => to.startsWith(published))
  return [
    ...inPublished
      .filter(({ at }) => !isFlushed(calls, calls[at]?.paths[0] ?? '', at))
      .map(({ to }) => `${to} got its name before its content was flushed`),
    ...inPublished.flatMap(({ at, to }) => {
      // A manifest follows the names of what it lists, and an event that is visible the manifest's own.
      const next =
        inPublished.find((one) => one.at > at && one.to.endsWith('manifest.json'))?.at ?? calls.length
      const flushed = calls.slice(at, next).some((call) => flushes(call) && call.paths[0] === published)
      return flushed ? [] : [`the name ${to} was not flushed before the next manifest`]
    }),
    ...inPublished
      .filter(({ at }) => !journal.every((path) => isFlushed(calls, path, at)))
      .map(({ to }) => `${to} got its name before the journal was flushed`),
    ...calls.flatMap((call, at) =>
      call.data.startsWith('{\\"event_id\\"') && !journal.every((path) => isFlushed(calls, path, at))
        ? ['an event was acknowledged before the journal was flushed']
        : [],
    ),
  ]
}

describe.skipIf(!(await canTrace()))('a writer (needs strace)', () => {
  it('flushes before it acknowledges, before it publishes, before it gives a name, and each name before the next step', async () => {
    const folder = testFolder()
    const { child, stdout, died } = await spawnProgram('once through', [folder, String(EVENTS)])
    let logged: Awaited<ReturnType<typeof logCalls>> | null = null
    for await (const line of createInterface({ input: stdout }))
      if (line === 'ready') {
        logged = await logCalls(child.pid as number, join(folder, 'calls'), FLUSH_MS)
        child.stdin.end('go\n')
      }
    expect(await died).toEqual([0, null])
    const calls = (await logged?.calls()) ?? []
    expect(faultsOf(calls, folder)).toEqual([])
    const counted = (what: (call: Call) => boolean) => calls.filter(what).length
    expect({
      acknowledged: counted(({ data }) => data.startsWith('{\\"event_id\\"')),
      manifests:
        counted(({ name, paths }) => name === 'rename' && !!paths[1]?.endsWith('manifest.json')) > EVENTS,
      segments:
        counted(({ name, paths }) => name === 'rename' && !!paths[1]?.endsWith('.parquet')) >= 2 * EVENTS,
    }).toEqual({ acknowledged: EVENTS, manifests: true, segments: true })
  })
})
