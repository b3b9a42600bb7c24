// Starts and supervises the children of this machine's role, says where they serve, and stops them in order:
// the report instances first, while the writer can still answer what they handed on; then the writer.
import { fork } from 'node:child_process'
import cluster from 'node:cluster'
import type { Config } from '../config.ts'
import { baseUrl } from '../edge/host-names.ts'
import { childEnvironment } from '../environment.ts'
import { createLog } from '../log.ts'
import { EXIT } from '../operator-error.ts'
import { type Kept, keepAlive } from './keep-alive.ts'
import { policiesOrExit } from './policies-or-exit.ts'
import { writerHost } from './writer-host.ts'

/**
 * Room for what lives as long as a request: with V8's own 16 MB a report instance that hands on events at full speed spends
 * a sixth of its time collecting what it then still needs.
 */
const YOUNG_OBJECTS = '--max-semi-space-size=32'

/** @param program the file that runs a child when its first argument is `writer` or `report` */
export async function supervise(config: Config, program: string): Promise<void> {
  await policiesOrExit(config)
  const log = createLog('supervisor')
  let writerUrl: string | null = null
  let writerBusy = false

  const reports: Kept[] = []
  const sayWhereTheWriterIs = (report: Kept) => report.tell({ type: 'writer', url: writerUrl })
  const sayWhetherItIsBusy = (report: Kept) => report.tell({ type: 'load', writerBusy })

  const writer =
    config.role === 'report'
      ? null
      : keepAlive({
          name: 'writer',
          log,
          spawn: () => fork(program, ['writer'], { env: childEnvironment('writer') }),
          onMessage(message) {
            if (message.type === 'load') {
              writerBusy = message.busy
              reports.forEach(sayWhetherItIsBusy)
              return
            }
            if (message.type === 'ready') writerUrl = baseUrl(writerHost(config), message.port)
            reports.forEach(sayWhereTheWriterIs)
          },
          onDown() {
            writerUrl = null
            writerBusy = false
            reports.forEach(sayWhereTheWriterIs)
            reports.forEach(sayWhetherItIsBusy)
          },
        })
  if (config.role !== 'write') {
    // The instances share the public port and take connections from the kernel. Cluster's other way, handing each
    // connection out from here, loses those handed to an instance that has just died: their clients wait for ever.
    cluster.schedulingPolicy = cluster.SCHED_NONE
    cluster.setupPrimary({ exec: program, args: ['report'], execArgv: [...process.execArgv, YOUNG_OBJECTS] })
    for (let n = 1; n <= config.reportInstances; n += 1) {
      const report = keepAlive({
        name: `report instance ${n}`,
        log,
        spawn: () => cluster.fork(childEnvironment('report')).process,
        onMessage(message) {
          if (message.type !== 'listening') return
          if (writerUrl !== null) sayWhereTheWriterIs(report)
          if (writerBusy) sayWhetherItIsBusy(report)
        },
      })
      reports.push(report)
    }
  }

  let stopped: Promise<void> | null = null
  const stopAll = () => {
    writer?.retire() // whoever asked us to stop may have asked our children too
    stopped ??= Promise.all(reports.map((report) => report.stop())).then(() => writer?.stop())
    return stopped
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void stopAll().then(() => process.exit(0)))

  try {
    const [writerPort, publicPort] = await Promise.all([
      writer?.ready,
      ...reports.map((report) => report.ready),
    ])
    process.stdout.write(
      urlLines(
        publicPort && baseUrl(config.host, publicPort),
        writerPort && baseUrl(writerHost(config), writerPort),
      ),
    )
  } catch (code) {
    // A child that never served has said why. What it needs mended, a restart would not mend.
    await stopAll()
    process.exit(typeof code === 'number' ? code : EXIT.failure)
  }
}

/** One line per URL that this machine's role serves. */
function urlLines(publicUrl: string | undefined | 0, writerUrl: string | undefined | 0): string {
  const lines = []
  if (publicUrl)
    lines.push(
      `Reports  ${publicUrl}/reports`,
      `Events   ${publicUrl}/events/coach`,
      `Health   ${publicUrl}/health`,
    )
  if (writerUrl) lines.push(`Writer   ${writerUrl}`)
  return lines.map((line) => `${line}\n`).join('')
}
