// The report group inside the test's process, at an address that a browser can open.
import { listen } from '../../functions/local/http-server.ts'
import { openReports, serveWriter, silent, withoutKeys } from './in-process.ts'
import { once } from './once.ts'
import { waitFor } from './wait-for.ts'

type Served = { url: string; stop: () => Promise<void> }

/** Reports of a published folder, on a port; whoever starts them has to stop them. */
export async function serveReports(
  folder: string,
  writerUrl: string | 'none' = 'none',
  bounds: Parameters<typeof openReports>[5] = {},
): Promise<Served> {
  const reports = await openReports(folder, writerUrl, {}, withoutKeys, Date.now, bounds)
  const server = await listen(reports.app.fetch, { host: '127.0.0.1', port: 0, log: silent })
  if (writerUrl !== 'none') await waitFor('the writer to be seen', () => reports.writer.status.state === 'up')
  const stop = once(async () => {
    reports.stop() // ends the streams of pages that are still open
    await server.drain()
    await reports.close()
  })
  return { url: server.url, stop }
}

/** A writer, and reports in front of it. */
export async function serveProduct(
  folder: string,
  bounds: Parameters<typeof openReports>[5] = {},
): Promise<Served> {
  const writer = await serveWriter(folder)
  const reports = await serveReports(folder, writer.url, bounds)
  const stop = async () => {
    await reports.stop()
    await writer.stop()
  }
  return { url: reports.url, stop }
}
