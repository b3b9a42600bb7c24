// The README's own examples, run as they stand there (only the address is another one).
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import type { Suggestion } from '../../functions/coach/suggestion.ts'
import { listen } from '../../functions/local/http-server.ts'
import { COACH_OPERATIONS } from '../../functions/reference/operations/coach.ts'
import { callOf, curlLines } from '../support/curl-line.ts'
import { productIn, silent } from '../support/in-process.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const run = promisify(execFile)

const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code]) => code as string,
  )

/** A file of its own that finds the packages, and the product as the README's `./`. */
function programOf(code: string): string {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'readme-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'example.mts')
  writeFileSync(file, code.replace("'./functions/", `'${root}functions/`))
  const options = { extends: join(root, 'tsconfig.json'), include: [], files: [file] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  return file
}

/** What is wrong with the program in the folder; empty when it compiles. */
const compilerSays = (folder: string): Promise<string> =>
  run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  )

const timeless = (answer: object) => ({ ...answer, as_of: null })

it('the TypeScript example compiles, runs, and is told what its curl twin is told', async () => {
  const [code = ''] = blocks('ts')
  const [typed, plain] = [await productIn(), await productIn()]
  const server = await listen(typed.app.fetch, { host: '127.0.0.1', port: 0, log: silent })
  onTestFinished(() => server.drain())
  const program = programOf(code.replace('http://127.0.0.1:8000', server.url))
  expect(await compilerSays(dirname(program))).toBe('')
  const { stdout } = await run(process.execPath, ['--import', 'tsx/esm', program], { cwd: root })

  const twin = blocks('sh').find((block) => block.includes('x-min-seq')) ?? ''
  const answers = []
  for (const { url, init } of curlLines(twin).map(callOf))
    answers.push(await (await plain.app.request(url, init)).json())
  expect(timeless(JSON.parse(stdout))).toEqual(timeless(answers[1] as object))
  expect(answers[0]).toEqual({ ok: true, event_id: expect.any(String), seq: 1 })
  expect(answers[1]).toMatchObject({ suggestions_offered: 1, sessions: 1 })
})

const untimed = (answer: unknown) => ({ ...(answer as Suggestion), suggestion_id: null, latency_ms: null })

it('the suggestion that the README shows, and the one of the API reference, are those that are given', async () => {
  const { app } = await productIn()
  const twin = blocks('sh').find((block) => block.includes('/coach/suggest')) ?? ''
  const [call] = curlLines(twin).map(callOf)
  if (!call) throw new Error('no call')
  const shown = JSON.parse(blocks('json').find((block) => block.includes('evidence_spans')) ?? '')
  expect(untimed(shown)).toEqual(untimed(await (await app.request(call.url, call.init)).json()))
  const { body, answers } = COACH_OPERATIONS['POST /coach/suggest']
  const answer = await app.request(call.url, { ...call.init, body: JSON.stringify(body.example) })
  expect(untimed(answers[0].example)).toEqual(untimed(await answer.json()))
})

it('every curl line of the README that asks this machine is answered as a success', async () => {
  const { app } = await productIn()
  const calls = blocks('sh')
    .flatMap(curlLines)
    .filter((line) => line.includes('http://127.0.0.1:8000/'))
    .map(callOf)
  const statuses = []
  for (const { url, init } of calls) {
    const answer = await app.request(url, init)
    await answer.text()
    statuses.push([new URL(url).pathname, answer.status])
  }
  expect(statuses).toEqual([
    ['/events/coach', 200],
    ['/export/events.csv', 200],
    ['/events/coach', 200],
    ['/analytics/summary', 200],
    ['/coach/suggest', 200],
  ])
})
