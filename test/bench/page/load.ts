// A process that keeps a number of connections busy with GETs of one page, compressed, as browsers ask for it.
// It must never count an answer that is not the page: another status, or another length than the first.
import { Pool } from 'undici'

export type PageOrder = { url: string; path: string; connections: number; rampMs: number; measureMs: number }
export type PageResult = {
  perSecond: number
  /** Of one answer, as it travels. */
  bytes: number
  failed: number
  /** This process's share of one processor: near 1, it measures itself. */
  busy: number
}

async function load({ url, path, connections, rampMs, measureMs }: PageOrder): Promise<PageResult> {
  const pool = new Pool(url, { connections })
  const from = performance.now() + rampMs
  const until = from + measureMs
  let [answers, failed, bytes] = [0, 0, 0]
  const keepBusy = async () => {
    while (performance.now() < until) {
      const answer = await pool.request({ path, method: 'GET', headers: { 'accept-encoding': 'gzip' } })
      const { byteLength } = await answer.body.arrayBuffer()
      bytes ||= byteLength
      if (answer.statusCode !== 200 || byteLength !== bytes) failed += 1
      const now = performance.now()
      if (now >= from && now < until) answers += 1
    }
  }
  const [began, processor] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: connections }, keepBusy))
  await pool.close()
  const { user, system } = process.cpuUsage(processor)
  return {
    perSecond: answers / (measureMs / 1_000),
    bytes,
    failed,
    busy: (user + system) / 1_000 / (performance.now() - began),
  }
}

process.on('message', async (order: PageOrder) => void process.send?.(await load(order)))
process.on('disconnect', () => process.exit(0))
