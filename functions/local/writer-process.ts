// The writer instance as a process of this machine.
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { EXIT } from '../operator-error.ts'
import { startWriter } from '../write/service.ts'
import { runChild } from './child.ts'
import { listen } from './http-server.ts'
import { tellSupervisor } from './messages.ts'
import { writerHost } from './writer-host.ts'

export function runWriter(config: Config): Promise<void> {
  const log = createLog('writer')
  return runChild(log, async () => {
    const writer = await startWriter({
      ledgerFile: config.ledgerFile,
      publishedDir: config.publishedDir,
      publishIntervalMs: config.publishIntervalMs,
      clock: Date.now,
      log,
      edge: { keys: config.apiKeys, origins: config.corsOrigins, clock: Date.now },
      onLost(error) {
        log.fatal({ err: error }, 'the ledger is lost to this process; it stops, a new one will replay')
        // The callers of the last batch are answered in this turn; then nothing more may be said.
        setTimeout(() => process.exit(EXIT.failure), 100)
      },
    })
    const server = await listen(writer.app.fetch, { host: writerHost(config), port: config.writerPort, log })
    writer.announce(server.url)
    tellSupervisor({ type: 'ready', port: server.port })
    return {
      async stop() {
        writer.endLongWork()
        await server.drain()
        await writer.stop()
      },
    }
  })
}
