// The report function behind a port of this machine.
import type { Config } from '../config.ts'
import { openReportFunction, type ReportFunction, type ReportFunctionOptions } from '../report-function.ts'
import { listen, type RunningServer } from './http-server.ts'

/** @throws OperatorError when the port is taken or may not be opened */
export async function serveReports(
  config: Config,
  options: ReportFunctionOptions,
): Promise<
  Pick<RunningServer, 'port' | 'url'> &
    Pick<ReportFunction, 'writer' | 'measured'> & { stop(): Promise<void> }
> {
  const { app, writer, measured, endStreams, close } = await openReportFunction(config, options)
  const { port, url, drain } = await listen(app.fetch, {
    host: config.host,
    port: config.port,
    log: options.log,
  })
  return {
    ...{ port, url, writer, measured },
    async stop() {
      endStreams()
      await drain()
      await close()
    },
  }
}
