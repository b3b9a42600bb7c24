// The report group as AWS Lambda calls it: the built function, in a process of its own, given events of API Gateway.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { built } from '../support/built.ts'
import { event, productIn } from '../support/in-process.ts'

const run = promisify(execFile)

type Answer = {
  statusCode: number
  headers: Record<string, string>
  body: string
  isBase64Encoded: boolean
}

/** Calls the function with requests one after the other. */
async function called(settings: Record<string, string>, paths: readonly string[]): Promise<Answer[]> {
  const program = `
    const { handler } = await import(process.argv[1])
    const answers = []
    for (const path of JSON.parse(process.argv[2])) {
      const [rawPath, rawQueryString = ''] = path.split('?')
      answers.push(await handler({
        version: '2.0', routeKey: '$default', rawPath, rawQueryString, body: null, isBase64Encoded: false,
        headers: { host: 'reports.example.com', authorization: 'Bearer reading-1234567890' },
        requestContext: { domainName: 'reports.example.com', http: { method: 'GET', path: rawPath } },
      }, {}))
    }
    console.log(JSON.stringify(answers))
    process.exit(0)`
  const args = ['--input-type=module', '-e', program, await built('functions/deploy/lambda.ts')]
  const { stdout } = await run(process.execPath, [...args, JSON.stringify(paths)], { env: settings })
  return JSON.parse(stdout)
}

it('answers reports and pages from what is published, and lets no page wait for a stream', async () => {
  const { post, publishedDir, json } = await productIn()
  await post(event(), event())
  await json('/events/stats', { 'X-Min-Seq': '2' })
  const [summary, page, stream, unknown] = await called(
    { PUBLISHED_DIR: publishedDir, API_KEYS: 'r:reading-1234567890:read' },
    ['/analytics/summary?event=offered', '/reports', '/reports/stream', '/nothing'],
  )
  expect([summary?.statusCode, JSON.parse(summary?.body ?? '')]).toEqual([
    200,
    expect.objectContaining({ total_events: 2, as_of: { seq: 2, published_at: expect.any(String) } }),
  ])
  expect(summary?.headers['x-as-of-seq']).toBe('2')
  expect([page?.statusCode, page?.headers['content-type'], page?.body.includes('Coach Effect')]).toEqual([
    200,
    'text/html; charset=UTF-8',
    true,
  ])
  expect([stream?.statusCode, stream?.body]).toEqual([204, ''])
  expect([unknown?.statusCode, JSON.parse(unknown?.body ?? '').type]).toEqual([404, '/problems/not-found'])
})
