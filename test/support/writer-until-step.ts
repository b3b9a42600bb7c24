// A writer process that kills itself at a named step of publishing or of its ledger: node writer-until-step.ts FOLDER STEP NTH.
// Steps of publishing are counted from the moment the first event is stored. It loads no more than a writer does: every
// test that needs it waits for its start.
import { join } from 'node:path'
import pino from 'pino'
import { listen } from '../../functions/local/http-server.ts'
import type { LedgerStep } from '../../functions/write/ledger/steps.ts'
import { PUBLISH_STEPS, type PublishStep } from '../../functions/write/publish/steps.ts'
import { startWriter } from '../../functions/write/service.ts'
import { shippedPolicies } from './policies.ts'
import { untilStep } from './until-step.ts'

const [folder, target, nth] = process.argv.slice(2) as [string, string, string]
const ofPublishing = new Set<string>(PUBLISH_STEPS)
let stored = false

const log = pino({ level: 'silent' })
const writer = await startWriter({
  ledgerFile: join(folder, 'qa_runs.duckdb'),
  publishedDir: join(folder, 'published'),
  publishIntervalMs: 1,
  retiredForMs: 1,
  clock: Date.now,
  log,
  edge: { keys: [], origins: [], clock: Date.now },
  policies: shippedPolicies,
  redact: true,
  onLost: () => process.exit(1),
  atStep: untilStep<PublishStep | LedgerStep>(
    target,
    Number(nth),
    (step) => stored || !ofPublishing.has(step),
  ),
})
const server = await listen(
  (request) => {
    stored ||= request.method === 'POST'
    return writer.app.fetch(request)
  },
  { host: '127.0.0.1', port: 0, log },
)
writer.announce(server.url)
process.stdout.write(`${server.port}\n`)
