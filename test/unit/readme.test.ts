// The README's tables against the code: a row too many or too few fails.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROUTES } from '../../functions/app.ts'
import { SETTING_NAMES } from '../../functions/config.ts'
import { reportMetrics } from '../../functions/metrics/report-metrics.ts'
import { supervisorMetrics } from '../../functions/metrics/supervisor-metrics.ts'
import { writerMetrics } from '../../functions/metrics/writer-metrics.ts'
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

/** What every process measures, by name. */
async function measuredNames(): Promise<string[]> {
  const parts = [
    await writerMetrics(() => null, Date.now).measured(),
    await reportMetrics('1', async () => ({ snapshot: null, writerUp: false }), Date.now).measured(),
    await supervisorMetrics(() => []).measured(),
  ]
  return [...new Set(parts.flat().map(({ name }) => name))].filter((name) => name.startsWith('coach_effect_'))
}

it('lists every metric, with the kind and name it has', async () => {
  expect(table('Watching it').map(([name]) => name)).toEqual(await measuredNames())
})

it.each(['prometheus/alerts.yaml', 'grafana/dashboard.json'])(
  'only metrics that are measured are asked for by %s',
  async (path) => {
    const asked = new Set(file(`functions/deploy/${path}`).match(/coach_effect_[a-z_]+/g))
    const known = (await measuredNames()).flatMap((name) => [name, `${name}_bucket`])
    expect([...asked].filter((name) => !known.includes(name))).toEqual([])
    expect(asked.size).toBeGreaterThan(5)
  },
)

it('lists every metric of the experiment', () => {
  const section = readme.split('\n### The experiment\n')[1]?.split('\nHow to read them:')[0] ?? ''
  expect([...section.matchAll(/^- `(\w+)`: /gm)].map(([, name]) => name)).toEqual(Object.keys(METRICS))
})
