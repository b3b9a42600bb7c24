// A report instance as a process of this machine: the public port's pages and JSON, and the way to the writer.
import { setPriority } from 'node:os'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { runChild } from './child.ts'
import { type SupervisorMessage, tellSupervisor } from './messages.ts'
import { serveReports } from './report-server.ts'
import { sharedMetrics, tellMetrics } from './shared-metrics.ts'
import { standingBack } from './stand-back.ts'

/** When reports want more than the machine has, the writer goes first: it must never wait for a reader. */
const NICENESS = 10

export function runReport(config: Config): Promise<void> {
  setPriority(NICENESS)
  const standBack = standingBack()
  const log = createLog('report')
  return runChild(log, async () => {
    /** On a machine that runs both, the supervisor says where its writer is. */
    const expectsWriter = config.role === 'all'
    const writerUrl = expectsWriter ? null : (config.writerUrl ?? 'none')
    const gatherMetrics = sharedMetrics()
    const { port, writer, measured, stop } = await serveReports(config, {
      ...{ writerUrl, log },
      share: gatherMetrics,
    })
    tellMetrics(measured)
    const ready = () => tellSupervisor({ type: 'ready', port })
    process.on('message', (message: SupervisorMessage) => {
      if (message.type === 'load') standBack(message.writerBusy)
      else if (message.type !== 'writer') return
      else if (message.url === null) writer.lost()
      else void writer.moveTo(message.url).then(ready)
    })
    if (expectsWriter) tellSupervisor({ type: 'listening' })
    else ready()
    return { stop }
  })
}
