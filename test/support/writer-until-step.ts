// A writer process that kills itself at a named step of publishing: node writer-until-step.ts FOLDER STEP NTH.
// The steps are counted from the moment the first event is stored. It loads no more than a writer does: every test that
// needs it waits for its start.
import { join } from 'node:path'
import pino from 'pino'
import { listen } from '../../functions/local/http-server.ts'
import { startWriter } from '../../functions/write/service.ts'
import { shippedPolicies } from './policies.ts'

const [folder, target, nth] = process.argv.slice(2) as [string, string, string]
let stored = false
let met = 0

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
  atStep(step) {
    if (stored && step === target) met += 1
    if (met >= Number(nth)) process.kill(process.pid, 'SIGKILL')
  },
})
const server = await listen(
  (request) => {
    stored ||= request.method === 'POST'
    return writer.app.fetch(request)
  },
  { host: '127.0.0.1', port: 0, log },
)
process.stdout.write(`${server.port}\n`)
