// The files a page loads: our style and icon, and htmx from its package. Read once, served from memory.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Assets } from '../views/layout.tsx'
import type { Env } from './http.ts'

const FILES = {
  style: {
    name: 'style.css',
    from: new URL('../views/style.css', import.meta.url),
    type: 'text/css; charset=utf-8',
  },
  icon: { name: 'icon.svg', from: new URL('../views/icon.svg', import.meta.url), type: 'image/svg+xml' },
  compat: {
    name: 'compat.js',
    from: new URL('../views/compat.js', import.meta.url),
    type: 'text/javascript',
  },
  docsStyle: {
    name: 'docs.css',
    from: new URL('../views/docs/docs.css', import.meta.url),
    type: 'text/css; charset=utf-8',
  },
  tryScript: {
    name: 'try.js',
    from: new URL('../views/docs/try.js', import.meta.url),
    type: 'text/javascript',
  },
  htmx: {
    name: 'htmx.js',
    from: new URL(import.meta.resolve('htmx.org/dist/htmx.min.js')),
    type: 'text/javascript',
  },
  sse: {
    name: 'hx-sse.js',
    from: new URL(import.meta.resolve('htmx.org/dist/ext/hx-sse.min.js')),
    type: 'text/javascript',
  },
}

/** The addresses carry a digest of the content, so that browsers may keep each file for good. */
export function loadAssets(): { urls: Assets; routes: Hono<Env> } {
  const routes = new Hono<Env>()
  const urls = {} as Assets
  for (const [key, { name, from, type }] of Object.entries(FILES)) {
    const content = readFileSync(from)
    const digest = createHash('sha256').update(content).digest('hex').slice(0, 12)
    urls[key as keyof Assets] = `/assets/${name}?v=${digest}`
    routes.get(`/assets/${name}`, () => {
      return new Response(content, {
        headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' },
      })
    })
  }
  return { urls, routes }
}
