// The peer: a Hono app in a process of its own that answers with the same bytes, made beforehand, and does nothing else.
import { setPriority } from 'node:os'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** As report instances have it where there is no `chrt`: with the cores free it decides nothing. */
setPriority(10)

process.on('message', async ({ url, path }: { url: string; path: string }) => {
  const page = await fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity' } })
  const gzipped = await new Response(page.body?.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
  const headers = { 'Content-Type': 'text/html; charset=UTF-8', 'Content-Encoding': 'gzip' }
  const app = new Hono().get(path, (c) => c.body(gzipped, 200, headers))
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.({ port }))
})
process.on('disconnect', () => process.exit(0))
