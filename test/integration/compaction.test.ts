// Large published files are made by a process of their own.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compactInProcess } from '../../functions/local/compaction.ts'
import { rows } from '../../functions/write/ledger/duck.ts'
import { built } from '../support/built.ts'
import { inDuck } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'
import { waitFor } from '../support/wait-for.ts'

const program = () => built('wrangler-free-local.ts')

/** A file of `rows` rows. */
async function fileOf(folder: string, name: string, rows: string): Promise<string> {
  const path = join(folder, name)
  await inDuck(':memory:', (connection) =>
    connection.run(`COPY (FROM ${rows}) TO '${path}' (FORMAT parquet)`),
  )
  return path
}

const never = new AbortController().signal

it('a process merges what it is told, says how much that was, and ends', async () => {
  const folder = testFolder()
  const from = [await fileOf(folder, 'a', 'range(3)'), await fileOf(folder, 'b', 'range(3, 5)')]
  const to = join(folder, 'merged')
  const compactAlone = compactInProcess(await program())
  expect(await compactAlone({ kind: 'events', rows: 5, from, to }, join(folder, 'tmp'), never)).toEqual({
    rows: 5,
  })
  const merged = await inDuck(':memory:', (connection) =>
    rows(connection, `SELECT list(range)::VARCHAR AS all FROM read_parquet('${to}')`),
  )
  expect(merged).toEqual([{ all: '[0, 1, 2, 3, 4]' }])
})

it('one that cannot do it is an error that says why', async () => {
  const folder = testFolder()
  const order = { kind: 'events' as const, rows: 5, from: [join(folder, 'gone')], to: join(folder, 'merged') }
  await expect(compactInProcess(await program())(order, join(folder, 'tmp'), never)).rejects.toThrow(
    `No files found that match the pattern "${join(folder, 'gone')}"`,
  )
})

/** An order that takes seconds, and the file that is there once it is under way. */
async function longOrder(folder: string) {
  const from = [await fileOf(folder, 'many', 'range(20_000_000) a')]
  const to = join(folder, 'merged')
  return { order: { kind: 'events', rows: 20_000_000, from, to } as const, to }
}
const begun = (to: string) => waitFor('the file to be begun', () => existsSync(to))

/** Processes of this one that carry out an order, now. */
const compactions = () =>
  readdirSync('/proc').filter((name) => {
    try {
      const [, ppid] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
      return Number(ppid) === process.pid && words.includes('compaction')
    } catch {
      return false // no process, or gone meanwhile
    }
  })

it('one that is told to end is gone, however long its work would take', async () => {
  const folder = testFolder()
  const { order, to } = await longOrder(folder)
  const stopping = new AbortController()
  const making = compactInProcess(await program())(order, join(folder, 'tmp'), stopping.signal)
  const failed = expect(making).rejects.toThrow('aborted')
  await begun(to)
  expect(compactions().length).toBe(1)
  stopping.abort()
  await failed
  await waitFor('its end', () => compactions().length === 0)
})

it('one whose writer is gone ends at once, in the middle of its work', async () => {
  const folder = testFolder()
  const { order, to } = await longOrder(folder)
  const child = fork(await program(), ['compaction'])
  const exited = once(child, 'exit')
  child.send({ order, temporary: join(folder, 'tmp') })
  await begun(to)
  child.disconnect()
  expect(await exited).toEqual([null, 'SIGKILL'])
})
