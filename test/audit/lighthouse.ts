// What Lighthouse says of the pages that people open most, as on a slow phone. It is no dependency: npx fetches this one
// version (the last that runs on Node 20) and it drives the Chromium of the tests.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { openBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'

const LIGHTHOUSE = 'lighthouse@12.8.2'
const PATHS = ['/reports', '/events', '/live?session_id=s-1&example=1', '/docs']

/** The least score of each category that is good enough. */
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 }
type Category = keyof typeof LEAST

/** A live page is never done loading: its stream stays open. */
const WAIT_FOR_LOAD_MS = 10_000
/** The report says all that it saw, with pictures. */
const MOST_BYTES = 64 * 1024 * 1024

type Result = {
  categories: Record<Category, { score: number; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>
}

/** @returns a line of a Markdown table for each page, and what costs points where there are too few */
export async function lighthouse(origin: string): Promise<{ lines: string[]; faults: string[] }> {
  const port = await freePort()
  const browser = await openBrowser([`--remote-debugging-port=${port}`])
  const lines = [
    `| | ${Object.keys(LEAST).join(' | ')} |`,
    `|---|${'--:|'.repeat(Object.keys(LEAST).length)}`,
  ]
  const faults: string[] = []
  try {
    for (const path of PATHS) {
      const result = await look(`${origin}${path}`, port)
      const score = (category: Category) => Math.round(100 * result.categories[category].score)
      const categories = Object.keys(LEAST) as Category[]
      lines.push(`| \`${path}\` | ${categories.map(score).join(' | ')} |`)
      for (const category of categories.filter((one) => score(one) < LEAST[one]))
        faults.push(...costs(result, category).map((cost) => `${path}: ${category}: ${cost}`))
    }
  } finally {
    await browser.close()
  }
  return { lines, faults }
}

async function look(url: string, port: number): Promise<Result> {
  const args = ['--yes', LIGHTHOUSE, url, `--port=${port}`, '--output=json', '--quiet']
  const { stdout } = await promisify(execFile)('npx', [...args, `--max-wait-for-load=${WAIT_FOR_LOAD_MS}`], {
    maxBuffer: MOST_BYTES,
  })
  return JSON.parse(stdout) as Result
}

const costs = ({ categories, audits }: Result, category: Category) =>
  categories[category].auditRefs
    .filter(({ weight }) => weight > 0)
    .flatMap(({ id }) => {
      const audit = audits[id]
      return audit && audit.score !== null && audit.score < 1
        ? [`${audit.title} ${audit.displayValue ?? ''} (${id})`]
        : []
    })
