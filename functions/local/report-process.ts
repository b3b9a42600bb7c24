// A report instance as a process of this machine: the public port's pages and JSON, and the way to the writer.
import { setPriority } from 'node:os'
import { createApp } from '../app.ts'
import { LanguageModels } from '../coach/language-model/language-models.ts'
import { PolicyFile } from '../coach/policies/policy-file.ts'
import { createCoach } from '../coach/suggest.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { monotonic } from '../monotonic.ts'
import { FigureCache } from '../report/figure-cache.ts'
import { SnapshotReader } from '../report/snapshot/reader.ts'
import { WriterLink } from '../writer-link.ts'
import { runChild } from './child.ts'
import { listen } from './http-server.ts'
import { type SupervisorMessage, tellSupervisor } from './messages.ts'
import { standingBack } from './stand-back.ts'

/** When reports want more than the machine has, the writer goes first: it must never wait for a reader. */
const NICENESS = 10

export function runReport(config: Config): Promise<void> {
  setPriority(NICENESS)
  const standBack = standingBack()
  const log = createLog('report')
  return runChild(log, async () => {
    const stopping = new AbortController()
    const policyFile = await PolicyFile.open(config.policiesFile, log)
    const languageModels = new LanguageModels({
      models: config.languageModels,
      timeoutMs: config.languageModelTimeoutMs,
      clock: Date.now,
      elapsed: monotonic,
    })
    const reader = await SnapshotReader.open(config.publishedDir, log)
    /** On a machine that runs both, the supervisor says where its writer is. */
    const expectsWriter = config.role === 'all'
    const writer = new WriterLink({
      url: expectsWriter ? null : (config.writerUrl ?? 'none'),
      clock: Date.now,
      keys: config.apiKeys,
    })
    const app = createApp({
      reader,
      cache: new FigureCache(),
      coach: createCoach({
        policies: policyFile,
        bucket: config.abTestBucket,
        languageModels,
        clock: Date.now,
      }),
      writer,
      policyFile,
      timeZone: config.timeZone,
      clock: Date.now,
      log,
      stopping: stopping.signal,
      edge: { keys: config.apiKeys, origins: config.corsOrigins, clock: monotonic },
    })
    const server = await listen(app.fetch, { host: config.host, port: config.port, log })
    const ready = () => tellSupervisor({ type: 'ready', port: server.port })
    process.on('message', (message: SupervisorMessage) => {
      if (message.type === 'load') standBack(message.writerBusy)
      else if (message.url === null) writer.lost()
      else void writer.moveTo(message.url).then(ready)
    })
    if (expectsWriter) tellSupervisor({ type: 'listening' })
    else ready()
    return {
      async stop() {
        stopping.abort()
        await server.drain()
        await writer.close()
        await languageModels.close()
        reader.close()
        policyFile.close()
      },
    }
  })
}
