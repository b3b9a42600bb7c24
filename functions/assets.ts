// The files a page loads: our style (one sheet, of a file for each part of a page), our icon, and htmx from its package.
// Read and compressed once, served from memory.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import type { Assets } from '../views/layout.tsx'
import { takesGzip } from './gzipped.ts'
import type { Env } from './http.ts'
import type { Inlined } from './report/file/file.tsx'

/** The one sheet, joined in this order: of two rules that weigh the same, the later one holds. */
const SHEETS = [
  'styles/tokens.css',
  'styles/elements.css',
  'styles/parts.css',
  'layout.css',
  'filters/filters.css',
  'block.css',
  'blocks/freshness.css',
  'blocks/start.css',
  'blocks/totals.css',
  'styles/charts.css',
  'blocks/experiment/experiment.css',
  'blocks/over-time/over-time.css',
  'blocks/decisions/decisions.css',
  'blocks/examples/examples.css',
  'blocks/newest.css',
  'events/events.css',
  'desk/desk.css',
  'desk/checked-draft.css',
  'problem-page.css',
  'styles/screens.css', // these last, because they override what the others say
  'styles/print.css',
].map((sheet) => new URL(`../views/${sheet}`, import.meta.url))

const FILES = {
  style: { name: 'style.css', from: SHEETS, type: 'text/css; charset=utf-8' },
  icon: { name: 'icon.svg', from: [new URL('../views/icon.svg', import.meta.url)], type: 'image/svg+xml' },
  compat: {
    name: 'compat.js',
    from: [new URL('../views/compat.js', import.meta.url)],
    type: 'text/javascript',
  },
  docsStyle: {
    name: 'docs.css',
    from: [new URL('../views/docs/docs.css', import.meta.url)],
    type: 'text/css; charset=utf-8',
  },
  tryScript: {
    name: 'try.js',
    from: [new URL('../views/docs/try.js', import.meta.url)],
    type: 'text/javascript',
  },
  liveScript: {
    name: 'live.js',
    from: [new URL('../views/live.js', import.meta.url)],
    type: 'text/javascript',
  },
  shortcutsScript: {
    name: 'shortcuts.js',
    from: [new URL('../views/filters/shortcuts.js', import.meta.url)],
    type: 'text/javascript',
  },
  fragmentsScript: {
    name: 'fragments.js',
    from: [new URL('../views/fragments.js', import.meta.url)],
    type: 'text/javascript',
  },
  copyScript: {
    name: 'copy.js',
    from: [new URL('../views/events/copy.js', import.meta.url)],
    type: 'text/javascript',
  },
  deskScript: {
    name: 'desk.js',
    from: [new URL('../views/desk/desk.js', import.meta.url)],
    type: 'text/javascript',
  },
  htmx: {
    name: 'htmx.js',
    from: [new URL(import.meta.resolve('htmx.org/dist/htmx.min.js'))],
    type: 'text/javascript',
  },
  sse: {
    name: 'hx-sse.js',
    from: [new URL(import.meta.resolve('htmx.org/dist/ext/hx-sse.min.js'))],
    type: 'text/javascript',
  },
}

const contentOf = ({ from }: (typeof FILES)[keyof typeof FILES]) =>
  from.map((part) => readFileSync(part, 'utf8')).join('\n')

/** What a page that loads nothing has inside. */
export const inlinedAssets = (): Inlined => ({ style: contentOf(FILES.style), icon: contentOf(FILES.icon) })

/** The addresses carry a digest of the content, so that browsers may keep each file for good. */
export function loadAssets(): { urls: Assets; routes: Hono<Env> } {
  const routes = new Hono<Env>()
  const urls = {} as Assets
  for (const [key, file] of Object.entries(FILES)) {
    const { name, type } = file
    const content = Buffer.from(contentOf(file))
    const digest = createHash('sha256').update(content).digest('hex').slice(0, 12)
    urls[key as keyof Assets] = `/assets/${name}?v=${digest}`
    const gzipped = gzipSync(content, { level: 9 })
    routes.get(`/assets/${name}`, (c) => {
      const zipped = takesGzip(c)
      return new Response(zipped ? gzipped : content, {
        headers: {
          'Content-Type': type,
          'Cache-Control': 'public, max-age=31536000, immutable',
          Vary: 'Accept-Encoding',
          ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
        },
      })
    })
  }
  return { urls, routes }
}
