// The peer: the same server with a bare Hono route that reads JSON and answers with JSON, and does nothing else.
import { setPriority } from 'node:os'
import { Hono } from 'hono'
import { listen } from '../../../functions/local/http-server.ts'
import { createLog } from '../../../functions/log.ts'

/** As report instances have it: with the cores free it decides nothing. */
setPriority(10)

const app = new Hono().post('/coach/suggest', async (c) => {
  await c.req.json()
  return c.json({ ok: true })
})
const { port } = await listen(app.fetch, { host: '127.0.0.1', port: 0, log: createLog('bench') })
process.send?.({ port })
process.on('disconnect', () => process.exit(0))
