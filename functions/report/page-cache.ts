// Pages drawn once for each state they show, however many clients ask: as bytes, plain and compressed, with their ETag.
// It must never keep a page of which a part failed: whoever asks next may be luckier.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from 'hono'
import { LRUCache } from 'lru-cache'
import { FRAGMENT_VARY } from '../fragment.ts'
import { takesGzip } from '../gzipped.ts'
import type { Env } from '../http.ts'
import { SECURITY_HEADERS } from '../security-headers.ts'
import type { ReportObserver } from './observer.ts'

/** Pages kept: the newest state of some dozen filters, each some 50 kB. */
const MAX_PAGES = 64

export type Drawn = {
  html: string
  /** Whether the same page may be given to the next one who asks for this state. */
  whole: boolean
}
type Page = {
  plain: Uint8Array<ArrayBuffer>
  gzipped: Uint8Array<ArrayBuffer>
  /** Of the content; each encoding has one of its own, as RFC 9110 wants. */
  digest: string
}

export class PageCache {
  readonly #pages = new LRUCache<string, Promise<Page>>({ max: MAX_PAGES })
  readonly #looked: ReportObserver['looked']

  constructor({ looked }: Pick<ReportObserver, 'looked'>) {
    this.#looked = looked
  }

  /** @param state names everything that the page depends on */
  get(state: string, draw: () => Promise<Drawn>): Promise<Page> {
    const known = this.#pages.get(state)
    this.#looked('page', known !== undefined)
    if (known) return known
    const page = draw().then(async ({ html, whole }) => {
      if (!whole) this.#pages.delete(state)
      return encode(html)
    })
    this.#pages.set(state, page)
    page.catch(() => this.#pages.delete(state))
    return page
  }
}

async function encode(html: string): Promise<Page> {
  const plain = Buffer.from(html)
  return {
    plain,
    gzipped: await promisify(gzip)(plain),
    digest: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
  }
}

/** The page, or 304 when the client has it. */
export function pageResponse(c: Context<Env>, { plain, gzipped, digest }: Page, asOfSeq: number): Response {
  const zipped = takesGzip(c)
  const etag = `"${digest}${zipped ? '-gzip' : ''}"`
  c.set('complete', true)
  const headers = {
    ...SECURITY_HEADERS,
    'Cache-Control': 'no-cache',
    'X-As-Of-Seq': String(asOfSeq),
    ETag: etag,
    Vary: `Accept-Encoding, ${FRAGMENT_VARY}`,
  }
  const seen = c.req.header('if-none-match')?.split(',') ?? []
  if (seen.some((tag) => tag.trim().replace(/^W\//, '') === etag)) return c.body(null, 304, headers)
  return c.body(zipped ? gzipped : plain, 200, {
    ...headers,
    'Content-Type': 'text/html; charset=UTF-8',
    ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
  })
}
