// The frame of every page: head, header, main, footer. It must never hold inline script or style (the
// Content-Security-Policy refuses both). The caller puts `<!DOCTYPE html>` in front of what it renders.
import type { Child } from 'hono/jsx'
import { jsonLink } from './json-links.ts'

/** Addresses of what a page loads: style.css, icon.svg, compat.js, htmx and its SSE extension; those of the reports page, of /docs, of events, of /live. */
export type Assets = {
  style: string
  icon: string
  compat: string
  htmx: string
  sse: string
  liveScript: string
  shortcutsScript: string
  fragmentsScript: string
  docsStyle: string
  tryScript: string
  copyScript: string
  deskScript: string
}

type LayoutProps = {
  title: string
  assets: Assets
  current?: 'reports' | 'events' | 'live' | 'docs'
  /** Style sheets besides the one of every page. */
  styles?: readonly string[]
  /** The page's filters: its JSON links carry them, so that they lead to the same figures. */
  query?: string
  children?: Child
}

// morphIgnore `open`: a <details> that the reader opened stays open when its block is updated.
// history: the back button loads the whole page; includeIndicatorCSS: the style sheets are not htmx's business here.
const HTMX_CONFIG = JSON.stringify({
  extensions: 'sse, fragments',
  history: 'reload',
  includeIndicatorCSS: false,
  morphIgnore: ['data-htmx-powered', 'open'],
})

const ENDPOINTS = [
  '/analytics/summary',
  '/analytics/timeseries',
  '/analytics/latency',
  '/analytics/policies',
  '/analytics/experiment',
  '/analytics/decisions',
  '/analytics/examples',
  '/events/recent',
]

/** @param query the page's filters */
export const JsonLinks = ({ query }: { query: string }) => (
  <ul id="json-links">
    {ENDPOINTS.map((path) => (
      <li>
        <a href={jsonLink(path, query)}>{path}</a>
      </li>
    ))}
    <li>
      <a href="/health">/health</a>
    </li>
    <li>
      <a href="/openapi.json">/openapi.json</a>
    </li>
  </ul>
)

export const Layout = ({ title, assets, current, styles = [], query = '', children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} · Coach Effect`}</title>
      <meta
        name="description"
        content="What support agents do with the coach’s suggestions, in exact figures."
      />
      <meta name="color-scheme" content="light dark" />
      <meta name="htmx-config" content={HTMX_CONFIG} />
      <link rel="icon" href={assets.icon} />
      {[assets.style, ...styles].map((href) => (
        <link rel="stylesheet" href={href} />
      ))}
    </head>
    <body>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <div class="frame top-row">
          <span class="brand">
            <img src={assets.icon} alt="" width="22" height="22" />
            Coach Effect
          </span>
          <nav aria-label="Pages">
            <a href="/reports" aria-current={current === 'reports' ? 'page' : undefined}>
              Reports
            </a>
            <a href="/events" aria-current={current === 'events' ? 'page' : undefined}>
              Events
            </a>
            <a href="/live" aria-current={current === 'live' ? 'page' : undefined}>
              Live
            </a>
            <a href="/docs" aria-current={current === 'docs' ? 'page' : undefined}>
              API
            </a>
          </nav>
        </div>
      </header>
      <main id="main" class="frame" tabindex={-1}>
        {children}
      </main>
      <footer class="frame foot">
        <h2>The same figures as JSON</h2>
        <JsonLinks query={query} />
      </footer>
      {/* Here and in this order, not deferred: htmx starts when the page is read, and must know hx-sse by then. */}
      <script src={assets.compat} />
      <script src={assets.htmx} />
      <script src={assets.sse} />
    </body>
  </html>
)
