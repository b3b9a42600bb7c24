// A writer that does, in little, all that a writer does to its disk, one thing after the other, once it is told to go by a
// line: node writer-once-through.ts FOLDER EVENTS [collects]. It begins a ledger or opens the one that is there, stores
// events one by one, publishes each, waits until it has collected what it merged, and ends with a checkpoint. It says that
// it is ready, and each event that was acknowledged, as JSON.
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { OperatorError } from '../../functions/operator-error.ts'
import { startWriter } from '../../functions/write/service.ts'
import { NO_POLICIES } from './plain-admission.ts'
import { told } from './told-to-go.ts'

const STDOUT = 1
const say = (line: string) => writeSync(STDOUT, `${line}\n`)

const [folder, events, collects] = process.argv.slice(2) as [string, string, string?]
await told(() => say('ready'))

let collected = false
const writer = await startWriter({
  ledgerFile: join(folder, 'qa_runs.duckdb'),
  publishedDir: join(folder, 'published'),
  publishIntervalMs: 1,
  retiredForMs: 1,
  clock: Date.now,
  log: pino({ level: 'silent' }),
  edge: { keys: [], origins: [], clock: Date.now },
  policies: () => NO_POLICIES,
  redact: false,
  onLost: () => process.exit(1),
  atStep(step) {
    collected ||= step === 'retired-deleted'
  },
}).catch((error) => {
  if (error instanceof OperatorError) process.exit(error.exitCode)
  throw error
})
const post = (agent_draft: string) =>
  writer.app.request('/events/coach', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ event: 'offered', session_id: 'session', agent_draft, latency_ms: 1 }),
  })
const published = async () => {
  const health = await writer.app.request('/health')
  return ((await health.json()) as { published_seq: number }).published_seq
}
for (let n = 1; n <= Number(events) || (collects !== undefined && !collected); n += 1) {
  const agent_draft = `draft ${n}`
  const answer = await post(agent_draft)
  const { event_id, seq } = (await answer.json()) as { event_id: string; seq: number }
  if (answer.status === 200) say(JSON.stringify({ event_id, seq, agent_draft }))
  while ((await published()) < seq) await sleep(1)
}
await writer.stop()
