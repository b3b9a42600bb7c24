// From the start of a process to its first answer: the report function of a build, over a published history, and beside it a
// process that loads the same DuckDB and answers a request without asking it. Arguments: --rounds 15, --work FOLDER.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { built } from '../../support/built.ts'
import { numbers } from '../arguments.ts'
import { paths, prepare } from '../history/prepare.ts'
import { markdownTable, number } from '../markdown.ts'
import { median } from '../statistics.ts'
import { verdict } from '../verdict.ts'

const SERVES = /http:\/\/[^/\s]+/

/** @returns milliseconds until the address was answered with 200 */
export async function firstAnswerMs(
  program: string,
  path: string,
  env: Record<string, string>,
): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  let said = ''
  let url: string | undefined
  for await (const data of child.stdout) {
    said += data
    url = SERVES.exec(said)?.[0]
    if (url !== undefined) break
  }
  if (url === undefined) throw new Error(`${program} ended before it served`)
  const answer = await fetch(url + path)
  await answer.arrayBuffer()
  const tookMs = performance.now() - began
  child.kill('SIGKILL')
  await exited
  if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`)
  return tookMs
}

type Peer = { name: string; program: string; path: string; env: Record<string, string> }

/** @returns milliseconds of each peer, round by round; they take turns, and the first round only brings files into memory */
export async function coldStarts(peers: readonly Peer[], rounds: number): Promise<Record<string, number[]>> {
  const taken = Object.fromEntries(peers.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round <= rounds; round += 1)
    for (const { name, program, path, env } of peers) {
      const ms = await firstAnswerMs(program, path, env)
      if (round > 0) taken[name]?.push(ms)
    }
  return taken
}

const EVENTS = 1_000_000
const ROUNDS = 15
/** So many times as long as the bare process the report function may take. */
const TARGET = 1.5

const BARE = 'bare process with DuckDB'
const ANSWERS = ['/analytics/summary', '/reports']

export async function run(publishedDir: string, rounds: number): Promise<Record<string, number[]>> {
  const env = { PUBLISHED_DIR: publishedDir, PORT: '0' }
  const program = await built('functions/deploy/report-server.ts')
  return coldStarts(
    [
      { name: BARE, program: await built('test/bench/cold-start/bare.ts'), path: '/', env: {} },
      ...ANSWERS.map((path) => ({ name: path, program, path, env })),
    ],
    rounds,
  )
}

export function formatColdStarts(taken: Record<string, number[]>): string {
  const ms = (name: string) => median(taken[name] ?? [])
  return [
    `### From the start of a process to its first answer, ${number(EVENTS)} events published`,
    markdownTable(
      [
        ['first answer', ([name]) => name],
        ['ms, median', ([name]) => number(ms(name))],
        ['times bare', ([name]) => (ms(name) / ms(BARE)).toFixed(2)],
      ],
      Object.entries(taken),
    ),
    verdict('first report', {
      figure: ms(ANSWERS[0] as string) / ms(BARE),
      target: TARGET,
      unit: 'x bare',
      atLeast: false,
    }),
  ].join('\n\n')
}

export async function coldStart(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string' }, work: { type: 'string', default: '/tmp/bench' } },
  })
  const { folder } = await prepare(values.work, EVENTS, (line) => process.stderr.write(`${line}\n`))
  const rounds = values.rounds === undefined ? ROUNDS : (numbers(values.rounds)[0] as number)
  console.log(formatColdStarts(await run(paths(folder).published, rounds)))
}
