// The table `page`: what /reports takes when it is drawn anew, beside one bare summary, and how many it answers from cache,
// beside a static page of the same size. Arguments: --events 100000, --rounds 3, --json. Ends with 1 when an answer was wrong.
import { parseArgs } from 'node:util'
import { numbers } from '../arguments.ts'
import { inFolder } from '../in-folder.ts'
import { markdownTable, number } from '../markdown.ts'
import { median, percentile } from '../statistics.ts'
import { verdict } from '../verdict.ts'
import { type Plan, type Results, run } from './run.ts'

const FULL: Plan = {
  events: 100_000,
  days: 90,
  questions: 60,
  warmUp: 20,
  rounds: 3,
  connections: 16,
  measureMs: 3_000,
}
/** Drawn anew the page may take so many times the summary, and its drawing; from cache it answers so many times a static page. */
const TARGET = { anew: 3, cached: 0.8 }

export function formatPage({ events }: Plan, { anew, drawingMs, cached }: Results): string {
  const ms = (samples: number[]) => `${number(median(samples))} / ${number(percentile(samples, 0.95))}`
  const times = (median(anew.page) - drawingMs) / median(anew.summary)
  const rate = (who: 'page' | 'static') => median(cached.map((round) => round[who].perSecond))
  const busy = (who: 'page' | 'static') => median(cached.map((round) => round[who].busy))
  const bytes = (who: 'page' | 'static') => cached[0]?.[who].bytes ?? Number.NaN
  const ratio = median(cached.map((round) => round.page.perSecond / round.static.perSecond))
  return [
    `### The reports page, ${number(events)} events`,
    markdownTable(
      [
        ['not from cache', (row) => row.name],
        ['p50 / p95 ms', (row) => row.figure],
      ],
      [
        { name: 'summary', figure: ms(anew.summary) },
        { name: '`/reports`', figure: ms(anew.page) },
        { name: 'of which drawing', figure: number(drawingMs) },
      ],
    ),
    markdownTable(
      [
        ['from cache', ([name]) => name],
        ['answers/s', ([, who]) => number(rate(who))],
        ['bytes', ([, who]) => number(bytes(who))],
        ['generator', ([, who]) => `${Math.round(100 * busy(who))} %`],
      ],
      [
        ['`/reports`', 'page'],
        ['static page', 'static'],
      ] as const,
    ),
    [
      verdict('drawn anew, less its drawing', {
        figure: times,
        target: TARGET.anew,
        unit: 'x summary',
        atLeast: false,
      }),
      verdict('from cache', { figure: ratio, target: TARGET.cached, unit: 'x static page', atLeast: true }),
    ].join('\n'),
  ].join('\n\n')
}

export async function page(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { events: { type: 'string' }, rounds: { type: 'string' }, json: { type: 'boolean' } },
  })
  const one = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : (numbers(text)[0] as number)
  const plan = { ...FULL, events: one(values.events, FULL.events), rounds: one(values.rounds, FULL.rounds) }
  const results = await inFolder((folder) => run(folder, plan, (line) => process.stderr.write(`${line}\n`)))
  console.log(values.json ? JSON.stringify({ plan, ...results }) : formatPage(plan, results))
  if (results.cached.some((round) => round.page.failed + round.static.failed > 0)) process.exitCode = 1
}
