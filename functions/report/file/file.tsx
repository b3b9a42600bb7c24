// A report as a file: the reports page as one document that needs nothing else, with its data.
// It must never be drawn from anything but the page's own props: the two say the same.
import { createHash } from 'node:crypto'
import { ReportFile } from '../../../views/report-file.tsx'
import { Problem } from '../../problem.ts'
import type { ReportDeps } from '../deps.ts'
import { currentView, reportsProps } from '../reports.tsx'
import { dataOf } from './data.ts'
import { fileName } from './name.ts'

/** What a file has inside instead of loading it: the style sheet, and the icon as SVG. */
export type Inlined = { style: string; icon: string }

export type DrawnFile = { html: string; name: string; seq: number }

const digest = (text: string) => createHash('sha256').update(text).digest('base64')

/**
 * @param url the page's, with its parameters; its origin is where the file's links lead
 * @param minSeq the least event that it must hold; 0: whatever is newest
 * @throws Problem invalid-parameter, not-initialised, snapshot-behind, snapshot-unreadable, reports-busy
 */
export function drawFile(
  deps: ReportDeps,
  { style, icon }: Inlined,
  url: string,
  minSeq = 0,
): Promise<DrawnFile> {
  return deps.reader.retryWhenGone(async () => {
    await deps.reader.atLeast(minSeq)
    const view = await currentView(deps, url)
    if (view.snapshot === null) throw new Problem('not-initialised')
    const props = await reportsProps(deps, view)
    const taken = deps.clock()
    const html = `<!DOCTYPE html>${(
      <ReportFile
        {...props}
        taken={taken}
        pageQuery={view.query}
        style={style}
        styleDigest={digest(style)}
        icon={`data:image/svg+xml;base64,${Buffer.from(icon).toString('base64')}`}
        data={JSON.stringify(dataOf(props))}
      />
    )}`
    const { seq } = view.snapshot.asOf
    return { html, name: fileName(view.scope, seq, taken), seq }
  })
}
