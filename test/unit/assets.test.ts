// The files that pages load, as they are served.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { loadAssets } from '../../functions/assets.ts'

const views = fileURLToPath(new URL('../../views', import.meta.url))

it('serves every sheet of the views in one, each once, and that of the reference by itself', async () => {
  const { routes } = loadAssets()
  const served = await (await routes.request('/assets/style.css')).text()
  const sheets = (readdirSync(views, { recursive: true }) as string[])
    .filter((name) => name.endsWith('.css') && name !== join('docs', 'docs.css'))
    .map((name) => readFileSync(join(views, name), 'utf8'))
  const inOrder = sheets.toSorted((a, b) => served.indexOf(a) - served.indexOf(b))
  expect(served).toBe(inOrder.join('\n'))
})

it('names each file by its content, and lets browsers keep it for good', async () => {
  const { urls, routes } = loadAssets()
  const answers = await Promise.all(
    Object.entries(urls).map(async ([key, url]) => {
      const { status, headers } = await routes.request(url)
      return [
        key,
        url.replace(/[0-9a-f]{12}$/, 'digest'),
        status,
        headers.get('content-type'),
        headers.get('cache-control'),
      ]
    }),
  )
  const kept = 'public, max-age=31536000, immutable'
  expect(answers).toEqual([
    ['style', '/assets/style.css?v=digest', 200, 'text/css; charset=utf-8', kept],
    ['icon', '/assets/icon.svg?v=digest', 200, 'image/svg+xml', kept],
    ['compat', '/assets/compat.js?v=digest', 200, 'text/javascript', kept],
    ['docsStyle', '/assets/docs.css?v=digest', 200, 'text/css; charset=utf-8', kept],
    ['tryScript', '/assets/try.js?v=digest', 200, 'text/javascript', kept],
    ['liveScript', '/assets/live.js?v=digest', 200, 'text/javascript', kept],
    ['shortcutsScript', '/assets/shortcuts.js?v=digest', 200, 'text/javascript', kept],
    ['fragmentsScript', '/assets/fragments.js?v=digest', 200, 'text/javascript', kept],
    ['copyScript', '/assets/copy.js?v=digest', 200, 'text/javascript', kept],
    ['deskScript', '/assets/desk.js?v=digest', 200, 'text/javascript', kept],
    ['htmx', '/assets/htmx.js?v=digest', 200, 'text/javascript', kept],
    ['sse', '/assets/hx-sse.js?v=digest', 200, 'text/javascript', kept],
  ])
})

it('sends each file compressed to who takes gzip, and says that it depends on that', async () => {
  const { urls, routes } = loadAssets()
  const answers = await Promise.all(
    Object.values(urls).map(async (url) => {
      const plain = await routes.request(url)
      const zipped = await routes.request(url, { headers: { 'accept-encoding': 'br, gzip' } })
      const same = (await plain.text()) === String(gunzipSync(await zipped.arrayBuffer()))
      return [plain, zipped]
        .map(({ headers }) => [headers.get('content-encoding'), headers.get('vary')])
        .concat([[String(same)]])
    }),
  )
  const expected = [[null, 'Accept-Encoding'], ['gzip', 'Accept-Encoding'], ['true']]
  expect(answers).toEqual(Object.values(urls).map(() => expected))
})
