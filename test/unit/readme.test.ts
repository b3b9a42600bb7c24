// The README's tables against the code: a row too many or too few fails.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROUTES } from '../../functions/app.ts'
import { SETTING_NAMES } from '../../functions/config.ts'
import { problems } from '../../functions/problem.ts'
import { METRICS } from '../../functions/report/experiment/metrics.ts'

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const readme = file('README.md')

/** The cells of the table under a heading, without its own head; code marks removed. */
function table(heading: string): string[][] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
    .slice(1)
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.replaceAll('`', '').trim()),
    )
}

it('lists every URL with its method and group', () => {
  expect(table('URLs').map((row) => row.slice(0, 3))).toEqual(
    ROUTES.map(({ method, path, group }) => [method, path, group]),
  )
})

it('lists every setting with its default', async () => {
  const { parseConfig } = await import('../../functions/config.ts')
  const rows = table('Settings')
  expect(rows.map(([name]) => name)).toEqual(SETTING_NAMES)
  // The defaults, taken at their word, give the same settings as none at all.
  const words = Object.fromEntries(
    rows
      .map(
        ([name, value]) =>
          [name as string, (value as string).replace('$DATA_DIR', './data').replace('none', '')] as const,
      )
      .filter(([name]) => name !== 'WRITER_URL'),
  )
  expect(parseConfig(words)).toEqual(parseConfig({}))
})

it('lists every problem with its status and title', () => {
  expect(table('Problems')).toEqual(
    Object.entries(problems).map(([slug, { status, title }]) => [slug, String(status), title]),
  )
})

it('lists every command', () => {
  const { scripts } = JSON.parse(file('package.json')) as { scripts: Record<string, string> }
  const named = table('Commands').map(([command]) => /^npm (?:run )?(\w+)/.exec(command as string)?.[1])
  expect(named.sort()).toEqual(Object.keys(scripts).sort())
})

it('lists every metric of the experiment', () => {
  const section = readme.split('\n### The experiment\n')[1]?.split('\nHow to read them:')[0] ?? ''
  expect([...section.matchAll(/^- `(\w+)`: /gm)].map(([, name]) => name)).toEqual(Object.keys(METRICS))
})
