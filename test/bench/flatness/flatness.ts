// The table `flatness`: what reports, publications and memory cost as the history grows, all sizes in one run.
// Arguments: --sizes 100k,1M,10M, --full (100M too), --rounds 60, --peer-size 1M (10M when full), --work FOLDER
// (prepared histories), --json. Ends with 1 when a question was not answered.
import { parseArgs } from 'node:util'
import { numbers, WORK_FOLDER } from '../arguments.ts'
import { type Prepared, paths, prepare } from '../history/prepare.ts'
import { factsOf, type PublishedFacts, readPublished } from '../history/published.ts'
import { type Memory, memoryOf } from '../process-memory.ts'
import { type PeerTiming, timePeers } from './peers/peers.ts'
import { type Publication, timePublication } from './publication.ts'
import { FROM_CACHE, QUESTIONS } from './questions.ts'
import {
  type Cold,
  type RunningReports,
  startReports,
  type Timing,
  timeCold,
  timeQuestions,
} from './reports.ts'
import { formatFlatness } from './tables.ts'

const SIZES = [100_000, 1_000_000, 10_000_000]
const FULL_SIZE = 100_000_000
const ROUNDS = 60
/** Publications on top of each size. */
const BATCHES = 20
/** SQLite takes seconds for an answer. */
const PEER_ROUNDS = 5
const COLD_PATHS = ['/analytics/summary', '/events/recent', '/reports']

/** @property peerSize one of the sizes */
export type Plan = { sizes: number[]; peerSize: number; rounds: number; batches: number; work: string }
export type FlatnessResults = {
  histories: Prepared[]
  timings: Timing[]
  cached: Timing[]
  cold: Cold[]
  publications: Publication[]
  peers: PeerTiming[]
  /** Of each size's report process after all questions, and after the publications. */
  reports: { events: number; questions: Memory; publications: Memory }[]
  /** What lies published after the run. */
  published: (PublishedFacts & { events: number })[]
}

export async function flatness(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      sizes: { type: 'string' },
      full: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      'peer-size': { type: 'string' },
      work: { type: 'string', default: WORK_FOLDER },
      json: { type: 'boolean', default: false },
    },
  })
  const sizes = values.sizes ? numbers(values.sizes) : values.full ? [...SIZES, FULL_SIZE] : SIZES
  const peerSize = numbers(values['peer-size'] ?? (values.full ? '10M' : '1M'))[0] as number
  const plan: Plan = {
    sizes,
    peerSize: sizes.includes(peerSize) ? peerSize : (sizes.at(-1) as number),
    rounds: numbers(values.rounds ?? String(ROUNDS))[0] as number,
    batches: BATCHES,
    work: values.work,
  }
  const results = await runFlatness(plan, (line) => process.stderr.write(`${line}\n`))
  console.log(values.json ? JSON.stringify({ plan, ...results }) : formatFlatness(results))
  if ([...results.timings, ...results.cached].some(({ failures }) => failures.length > 0))
    process.exitCode = 1
}

export async function runFlatness(plan: Plan, progress: (line: string) => void): Promise<FlatnessResults> {
  const histories = []
  for (const size of plan.sizes) histories.push(await prepare(plan.work, size, progress))
  const cold = []
  for (const path of COLD_PATHS) for (const history of histories) cold.push(await timeCold(history, path))
  const running: RunningReports[] = []
  try {
    for (const history of histories) running.push(await startReports(history))
    const timings = await timeQuestions(running, QUESTIONS, plan.rounds, progress)
    const cached = await timeQuestions(running, FROM_CACHE, plan.rounds, () => {})
    const memory = () => running.map(({ product }) => memoryOf(product.children('report')[0] as number))
    const afterQuestions = memory()
    const compared = running.find((one) => one.history.events === plan.peerSize) as RunningReports
    const peers = await timePeers(compared, Math.min(PEER_ROUNDS, plan.rounds), progress)
    const publications = []
    for (const one of running) {
      progress(`publishing on top of ${one.history.events} events`)
      publications.push(await timePublication(one, plan.batches))
    }
    const afterPublications = memory()
    const published = []
    for (const { folder, events } of histories)
      published.push({ events, ...factsOf(await readPublished(paths(folder).published)) })
    return {
      histories,
      timings,
      cached,
      cold,
      publications,
      peers,
      reports: histories.map(({ events }, index) => ({
        events,
        questions: afterQuestions[index] as Memory,
        publications: afterPublications[index] as Memory,
      })),
      published,
    }
  } finally {
    await Promise.all(running.map((one) => one.stop()))
  }
}
