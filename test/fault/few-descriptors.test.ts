// Processes that may open few files: a start that could not go well says so; running ones bear with it, and recover.
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { event } from '../support/in-process.ts'
import { ownProduct } from '../support/own-product.ts'
import { waitFor } from '../support/wait-for.ts'

/** A program of the machine, not of a package. */
const PRLIMIT = 'prlimit'
const canLimit = spawnSync(PRLIMIT, ['--version']).status === 0

const WITHIN_MS = 300_000
/** Files that a process may open beyond those that it has. */
const SPARE = 8

const post = async (url: string, agent_draft: string) =>
  (
    await fetch(`${url}/events/coach`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(event({ agent_draft })),
    })
  ).status

it.skipIf(!canLimit)('a start with 64 files at most is refused in one line', () => {
  const start = ['--nofile=64:64', process.execPath, 'functions/start.js', 'wrangler-free-local']
  const { status, stdout, stderr } = spawnSync(PRLIMIT, start, {
    encoding: 'utf8',
    env: { DATA_DIR: testFolder() },
  })
  expect([status, stdout, stderr]).toEqual([
    1,
    '',
    'Only 64 files may be open at once; 256 are needed. Raise the limit (ulimit -n), then start again.\n',
  ])
})

it.skipIf(!canLimit)(
  'processes that run out of files survive, answer as soon as there are some again, and lose nothing',
  { timeout: WITHIN_MS },
  async () => {
    const product = await ownProduct({ DATA_DIR: testFolder() })
    expect(await post(product.url, 'before')).toBe(200)
    const children = [...product.children('writer'), ...product.children('report')]
    expect(children).toHaveLength(2)
    for (const pid of children) {
      const files = readdirSync(`/proc/${pid}/fd`).length + SPARE
      execFileSync(PRLIMIT, [`--pid=${pid}`, `--nofile=${files}:`])
    }
    const ports = [product.url, product.writerUrl()].map((url) => Number(new URL(url).port))
    const sockets: Socket[] = []
    for (let n = 0; n < 4 * SPARE; n += 1)
      for (const port of ports) {
        const socket = connect(port, '127.0.0.1').on('error', () => {})
        sockets.push(socket)
      }
    // Whoever is accepted sends nothing, and is closed for that in ten seconds; the others wait, and so does everybody else.
    await waitFor('no file to be left', () =>
      children.every((pid) => {
        const limit = /^Max open files +(\d+)/m.exec(
          execFileSync('cat', [`/proc/${pid}/limits`], { encoding: 'utf8' }),
        )
        return readdirSync(`/proc/${pid}/fd`).length >= Number(limit?.[1]) - 1
      }),
    )
    for (const socket of sockets) socket.destroy()
    await waitFor(
      'an event to be taken',
      async () => (await post(product.url, 'after')) === 200,
      WITHIN_MS / 3,
    )
    await waitFor('the pages', async () => (await fetch(`${product.url}/reports`)).ok, WITHIN_MS / 3)
    await waitFor('the health', async () => (await fetch(`${product.url}/health`)).ok, WITHIN_MS / 3)
    const drafts = await waitFor('both events', async () => {
      const answer = await fetch(`${product.url}/events/recent`)
      const { events } = (await answer.json()) as { events: { agent_draft: string }[] }
      return events.length >= 2 && events.map(({ agent_draft }) => agent_draft)
    })
    expect(drafts.at(-1)).toBe('before')
    expect(drafts[0]).toBe('after')
    expect(await product.stop()).toBe(0)
  },
)
