// The experiment's block as a page draws it, and what a reader has of it.
import type { PageExperiment } from '../../../functions/report/experiment/on-page.ts'
import { ExperimentBlock } from '../../../views/blocks/experiment/experiment.tsx'
import { page } from './props.ts'

/** What a reader reads. */
export const text = (html: string) =>
  html
    .replace(/<(span|svg)[^>]* aria-hidden="true".*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
/** @param query of the page */
export const drawn = (value: PageExperiment, query = '') =>
  String(
    <ExperimentBlock
      loaded={{ ok: true, value }}
      asOfSeq={18_432}
      scope={page().scope}
      given={Object.fromEntries(new URLSearchParams(query))}
      own={{ compare: 'none' }}
    />,
  )

/** A metric's row, as a reader has it: what its summary says, each pair of name and figures, and its sentence. */
export function rowsOf(html: string) {
  return html
    .split('<li class="effect">')
    .slice(1)
    .map((row) => row.split('</li>')[0] as string)
    .map((row) => ({
      heading: text(row.split('</summary>')[0] as string),
      figures: Object.fromEntries(
        [...row.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, figures]) => [
          name,
          text(figures as string),
        ]),
      ),
      plots: row.split('class="effect-plot"').length - 1,
    }))
}
