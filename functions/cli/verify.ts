// `npm run verify`: proves that what is published equals what the ledger holds. With --json, one JSON document.
import { parseArgs } from 'node:util'
import { settingsOrExit } from '../environment.ts'
import { EXIT, OperatorError } from '../operator-error.ts'
import type { Verdict } from '../write/verify/prove.ts'
import { verify } from '../write/verify/verify.ts'
import { progressBar } from './progress.ts'

const USAGE = 'Usage: npm run verify -- [--json]'

function jsonAsked(): boolean {
  try {
    return parseArgs({ options: { json: { type: 'boolean' } } }).values.json ?? false
  } catch {
    console.error(USAGE)
    process.exit(EXIT.badSetting)
  }
}

const count = (n: number, what: string) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`

function print({ writer, events, segments, bytes, differences, more, remarks }: Verdict, seconds: number) {
  for (const remark of remarks) console.log(`Remark: ${remark}`)
  for (const { message } of differences) console.error(message)
  if (more > 0) console.error(`and ${count(more, 'more difference')}`)
  if (differences.length > 0) return
  const what = [count(events, 'event'), count(segments, 'segment'), count(bytes, 'byte')].join(', ')
  console.log(
    `Verified ${what} in ${seconds.toFixed(1)} s, the writer ${writer}: what is published is what the ledger holds.`,
  )
}

const json = jsonAsked()
const { ledgerFile, publishedDir } = settingsOrExit()
const bar = progressBar('Verifying {bar} {value}/{total} events')
const began = performance.now()
try {
  const verdict = await verify({
    ledgerFile,
    publishedDir,
    onProgress: bar.update,
  })
  bar.stop()
  const seconds = Math.round(performance.now() - began) / 1_000
  const ok = verdict.differences.length === 0
  if (json) console.log(JSON.stringify({ ok, ...verdict, seconds }))
  else print(verdict, seconds)
  process.exitCode = ok ? 0 : EXIT.failure
} catch (error) {
  bar.stop()
  if (!(error instanceof OperatorError)) throw error
  if (json) console.log(JSON.stringify({ ok: false, error: error.message }))
  else console.error(error.message)
  process.exitCode = error.exitCode
}
