// A writer process that kills itself at a named step of publishing: node writer-until-step.ts FOLDER STEP NTH.
// The steps are counted from the moment the first event is stored.
import { listen } from '../../functions/local/http-server.ts'
import { openWriter, silent } from './in-process.ts'

const [folder, target, nth] = process.argv.slice(2) as [string, string, string]
let stored = false
let met = 0

const writer = await openWriter(folder, {
  publishIntervalMs: 1,
  retiredForMs: 1,
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
  { host: '127.0.0.1', port: 0, log: silent },
)
process.stdout.write(`${server.port}\n`)
