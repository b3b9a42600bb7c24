// The writer instance as a process of this machine.
import { PolicyFile } from '../coach/policies/policy-file.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { EXIT } from '../operator-error.ts'
import { startWriter } from '../write/service.ts'
import { runChild } from './child.ts'
import { compactInProcess } from './compaction.ts'
import { openDoor } from './door.ts'
import { listen } from './http-server.ts'
import { LOOK_MS, Load } from './load.ts'
import { tellSupervisor } from './messages.ts'
import { writerHost } from './writer-host.ts'

const LOOPBACK = '127.0.0.1'

/** Tells the supervisor from now on when this process becomes busy, and when it is calm again. */
function tellLoad() {
  const load = new Load()
  setInterval(() => {
    const { user, system } = process.cpuUsage()
    const busy = load.look(performance.now(), (user + system) / 1_000)
    if (busy !== null) tellSupervisor({ type: 'load', busy })
  }, LOOK_MS).unref()
}

export function runWriter(config: Config): Promise<void> {
  const log = createLog('writer')
  const stopAtOnce = (why: string) => (error: Error) => {
    log.fatal({ err: error }, `${why}; it stops, a new one will replay`)
    // The callers of the last batch are answered in this turn; then nothing more may be said.
    setTimeout(() => process.exit(EXIT.failure), 100)
  }
  const [keys, origins] = [config.apiKeys, config.corsOrigins]
  return runChild(log, async () => {
    const policies = await PolicyFile.open(config.policiesFile, log)
    const writer = await startWriter({
      ledgerFile: config.ledgerFile,
      publishedDir: config.publishedDir,
      publishIntervalMs: config.publishIntervalMs,
      clock: Date.now,
      log,
      edge: { keys, origins, clock: Date.now },
      policies: () => policies.current,
      redact: config.redact,
      compactAlone: compactInProcess(process.argv[1] as string),
      onLost: stopAtOnce('the ledger is lost to this process'),
    })
    // Commands of this machine come straight here; everyone else through the port, which has a thread of its own.
    const own = await listen(writer.app.fetch, { host: LOOPBACK, port: 0, log })
    writer.announce(own.url)
    const door = await openDoor(
      { host: writerHost(config), port: config.writerPort, writerUrl: own.url, keys, origins },
      { reception: writer.reception, onLost: stopAtOnce('the thread of the writer’s port failed') },
    )
    tellSupervisor({ type: 'ready', port: door.port })
    tellLoad()
    return {
      async stop() {
        writer.endLongWork()
        await door.drain()
        await own.drain()
        await writer.stop()
        policies.close()
      },
    }
  })
}
