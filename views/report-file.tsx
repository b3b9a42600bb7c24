// The reports page as one file: style, charts and data inside, links to where it came from, nothing that only a server
// can answer. It must never load or run anything: its own Content-Security-Policy refuses all but its style.
import { AsOfLine } from './blocks/freshness.tsx'
import { periodInWords, restInWords } from './filters/words.ts'
import { Moment } from './moment.tsx'
import { type ReportsProps, reportBlocks } from './reports-page.tsx'

export type ReportFileProps = ReportsProps & {
  /** When the file was made: epoch ms. */
  taken: number
  /** The page's parameters, as a query string. */
  pageQuery: string
  style: string
  /** SHA-256 of the style, base64. */
  styleDigest: string
  /** The icon as a data: URI. */
  icon: string
  /** What the JSON addresses answer, as JSON. */
  data: string
}

/** Blocks that are about the server at this moment. */
const LIVE = ['block-freshness', 'block-start']

/** JSON that no text within it can end. */
const embedded = (json: string) => json.replaceAll('<', '\\u003c')

export function ReportFile(props: ReportFileProps) {
  const { asOf, scope, origin, pageQuery } = props
  const taken = new Date(props.taken).toISOString()
  const period = periodInWords({ ...scope, to: scope.to ?? props.taken })
  const policy = `default-src 'none'; style-src 'sha256-${props.styleDigest}'; img-src data:; base-uri ${origin}`
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${period} · Coach Effect`}</title>
        <base href={`${origin}/`} />
        <link rel="icon" href={props.icon} />
        <style dangerouslySetInnerHTML={{ __html: props.style }} />
      </head>
      <body>
        <header class="top">
          <div class="frame top-row">
            <span class="brand">
              <img src={props.icon} alt="" width="22" height="22" />
              Coach Effect
            </span>
          </div>
        </header>
        <main class="frame">
          <h1>Report</h1>
          <section id="filters" aria-label="What is shown">
            <p class="shown">
              <strong class="figure">{period}</strong>, {restInWords(scope)}
            </p>
          </section>
          <section class="block taken" aria-label="Where this comes from">
            <AsOfLine asOf={asOf} timeZone={scope.zone} />
            <p class="quiet">
              Made <Moment at={taken} zone={scope.zone} dated /> from{' '}
              <a href={`/reports${pageQuery && `?${pageQuery}`}`}>{origin}</a>. This file does not change.
            </p>
          </section>
          <div id="blocks">
            {reportBlocks(props, true)
              .filter(({ id }) => !LIVE.includes(id))
              .map(({ element }) => element)}
          </div>
        </main>
        <script
          type="application/json"
          id="report-data"
          dangerouslySetInnerHTML={{ __html: embedded(props.data) }}
        />
      </body>
    </html>
  )
}
