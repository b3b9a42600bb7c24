// What `npm run verify` does: proves that what is published equals what the ledger holds. With --json, one JSON document.
import { parseArgs } from 'node:util'
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../operator-error.ts'
import type { Verdict } from '../write/verify/prove.ts'
import { verify } from '../write/verify/verify.ts'
import { type AdmissionSettings, ownAdmission } from './own-admission.ts'
import { progressBar } from './progress.ts'
import type { Streams } from './streams.ts'

const USAGE = 'Usage: npm run verify -- [--json]'

/** Whether JSON is asked for; null when the arguments say something else. */
function jsonAsked(args: readonly string[]): boolean | null {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean' } } }).values.json ?? false
  } catch {
    return null
  }
}

const count = (n: number, what: string) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`

function say(
  { writer, events, segments, bytes, differences, more, remarks }: Verdict,
  seconds: number,
  { out, err }: Streams,
) {
  for (const remark of remarks) out(`Remark: ${remark}`)
  for (const { message } of differences) err(message)
  if (more > 0) err(`and ${count(more, 'more difference')}`)
  if (differences.length > 0) return
  const what = [count(events, 'event'), count(segments, 'segment'), count(bytes, 'byte')].join(', ')
  out(
    `Verified ${what} in ${seconds.toFixed(1)} s, the writer ${writer}: what is published is what the ledger holds.`,
  )
}

type Settings = AdmissionSettings & {
  ledgerFile: string
  publishedDir: string
  log: Logger
  streams: Streams
}

/** @param args of the command line  @returns the exit code; what differs, or why nothing could be proven, was said */
export async function verifyCommand(
  args: readonly string[],
  { log, streams, ...settings }: Settings,
): Promise<number> {
  const json = jsonAsked(args)
  if (json === null) {
    streams.err(USAGE)
    return EXIT.badSetting
  }
  const bar = progressBar('Verifying {bar} {value}/{total} events')
  const began = performance.now()
  try {
    const admission = await ownAdmission(settings, log)
    const verdict = await verify({ ...settings, admission, onProgress: bar.update })
    bar.stop()
    const seconds = Math.round(performance.now() - began) / 1_000
    const ok = verdict.differences.length === 0
    if (json) streams.out(JSON.stringify({ ok, ...verdict, seconds }))
    else say(verdict, seconds, streams)
    return ok ? 0 : EXIT.failure
  } catch (error) {
    bar.stop()
    if (!(error instanceof OperatorError)) throw error
    if (json) streams.out(JSON.stringify({ ok: false, error: error.message }))
    else streams.err(error.message)
    return error.exitCode
  }
}
