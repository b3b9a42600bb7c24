// The report group as the one process of a container: no supervisor, because whoever runs the container restarts it.
import { settingsOrExit } from '../environment.ts'
import { runChild } from '../local/child.ts'
import { serveReports } from '../local/report-server.ts'
import { createLog } from '../log.ts'

const config = settingsOrExit()
const log = createLog('report')
await runChild(log, async () => {
  const { url, stop } = await serveReports(config, { writerUrl: config.writerUrl ?? 'none', log })
  process.stdout.write(`Reports  ${url}/reports\n`)
  return { stop }
})
