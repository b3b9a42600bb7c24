// Large published files are made by a process of their own.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compactInProcess } from '../../functions/local/compaction.ts'
import { rows } from '../../functions/write/ledger/duck.ts'
import { built } from '../support/built.ts'
import { inDuck } from '../support/duck.ts'
import { testFolder } from '../support/folder.ts'

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

it('one that is told to end is gone, however long its work would take', async () => {
  const folder = testFolder()
  const from = [await fileOf(folder, 'many', 'range(20_000_000) a')]
  const stopping = new AbortController()
  const to = join(folder, 'merged')
  const making = compactInProcess(await program())(
    { kind: 'events', rows: 20_000_000, from, to },
    join(folder, 'tmp'),
    stopping.signal,
  )
  const failed = expect(making).rejects.toThrow('aborted')
  while (!existsSync(to)) await new Promise((resolve) => setImmediate(resolve))
  stopping.abort()
  await failed
})

it('ends with its writer', async () => {
  const child = fork(await program(), ['compaction'])
  await once(child, 'spawn')
  child.disconnect()
  await once(child, 'exit')
  expect(child.exitCode ?? child.signalCode).not.toBe(null)
})
