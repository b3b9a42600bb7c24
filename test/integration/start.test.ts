// What `npm start` and the commands start from: functions/start.js over a small project of its own.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../functions/build/bundle.ts'
import { testFolder } from '../support/folder.ts'

const run = promisify(execFile)

/** A program that says where it runs, and what it was given; then a process of its own does. */
const program = `
import { fork } from 'node:child_process'
const said: string[] = ['from PLACE', ...process.argv.slice(2)]
console.log(said.join(' '))
if (process.argv[2] !== 'child') fork(import.meta.filename, ['child'])
`

/** A project with one program, `functions/cli/speak.ts`. */
function project(): string {
  const folder = testFolder()
  mkdirSync(join(folder, 'functions/cli'), { recursive: true })
  cpSync(join(ROOT, 'functions/start.js'), join(folder, 'functions/start.js'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const path of ['package.json', 'package-lock.json']) cpSync(join(ROOT, path), join(folder, path))
  for (const path of ['views', 'data']) mkdirSync(join(folder, path))
  for (const path of ['data/policies.yaml', 'wrangler-free-local.ts']) writeFileSync(join(folder, path), '')
  writeFileSync(join(folder, 'functions/cli/speak.ts'), program.replace('PLACE', 'the sources'))
  return folder
}

function build(folder: string, time: Date): void {
  mkdirSync(join(folder, '.build'))
  const file = join(folder, '.build/speak.js')
  writeFileSync(file, program.replace('PLACE', 'the build').replace(': string[]', ''))
  utimesSync(file, time, time)
}

const start = (folder: string) =>
  run(process.execPath, [join(folder, 'functions/start.js'), 'functions/cli/speak', 'a', 'b'], { cwd: '/' })

describe('a program is started', () => {
  it('from the sources where nothing is built, and so are the processes that it starts', async () => {
    expect(await start(project())).toEqual({
      stdout: 'from the sources a b\nfrom the sources child\n',
      stderr: '',
    })
  })

  it('from the build where that is as new as the sources', async () => {
    const folder = project()
    build(folder, new Date(Date.now() + 1_000))
    expect(await start(folder)).toEqual({ stdout: 'from the build a b\nfrom the build child\n', stderr: '' })
  })

  it('from sources that changed since the build, with a line that says so', async () => {
    const folder = project()
    build(folder, new Date(Date.now() - 60_000))
    expect(await start(folder)).toEqual({
      stdout: 'from the sources a b\nfrom the sources child\n',
      stderr:
        'The build is older than the sources, which are started instead; `npm run build` makes it anew.\n',
    })
  })
})
