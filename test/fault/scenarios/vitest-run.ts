// Tests run by vitest in a process of its own, and which of them failed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Report = {
  numPassedTests: number
  testResults: { assertionResults: { status: string; fullName: string }[]; message: string }[]
}

/**
 * @param options.root of a project  @param options.report file that is written and read
 * @returns how many passed, and the names of those that failed; the message of a file that could not even be run counts as one
 */
export async function runTests(options: {
  root: string
  report: string
  projects: readonly string[]
  files: readonly string[]
}): Promise<{ passed: number; failures: string[] }> {
  const { root, report, projects, files } = options
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', ...projects.flatMap((name) => ['--project', name]), '--reporter=json']
  const child = spawn(process.execPath, [...args, `--outputFile=${report}`, ...files], {
    cwd: root,
    stdio: 'ignore',
  })
  await once(child, 'exit')
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const failures = testResults.flatMap(({ assertionResults, message }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    if (assertionResults.length === 0 && message !== '') return [message.split('\n')[0] as string]
    return failed.map(({ fullName }) => fullName)
  })
  return { passed: numPassedTests, failures }
}
