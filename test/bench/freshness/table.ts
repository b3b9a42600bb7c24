// The figures of freshness as markdown.
import { markdownTable, number } from '../markdown.ts'
import type { FreshnessResults, Load } from './run.ts'

const TARGET_P99_MS = 250

export function formatFreshness(load: Load, results: FreshnessResults): string {
  const { posts, visible, reads, looks, published } = results
  const memory = (kind: 'writer' | 'report') => {
    const seen = looks.map((look) => look[kind])
    return `${number(seen[0]?.nowMb ?? Number.NaN)} / ${number(seen.at(-1)?.nowMb ?? Number.NaN)} / ${number(seen.at(-1)?.peakMb ?? Number.NaN)}`
  }
  const lines: [string, string][] = [
    ['events asked for / acknowledged, per second', `${number(load.perSecond)} / ${number(posts.perSecond)}`],
    ['events acknowledged, refused, never sent', `${posts.acknowledged}, ${posts.refused}, ${posts.skipped}`],
    ['acknowledgement p50 / p99, ms', `${number(posts.p50Ms)} / ${number(posts.p99Ms)}`],
    [
      'acknowledged to visible p50 / p95 / p99 / max, ms',
      [visible.p50Ms, visible.p95Ms, visible.p99Ms, visible.maxMs].map(number).join(' / '),
    ],
    ['events followed', number(visible.samples)],
    ['snapshots seen, longest wait for one in ms', `${results.snapshots}, ${number(results.longestGapMs)}`],
    [
      'reads by the readers, p50 / p95 in ms',
      `${number(reads.answers)}, ${number(reads.p50Ms)} / ${number(reads.p95Ms)}`,
    ],
    ['reads that failed', [String(results.failed), ...results.failures].join('; ')],
    ['answers older than one before', String(results.backwards)],
    ['events missing at the end', String(results.missing)],
    [
      'live segments at most, and at the end',
      `${Math.max(...looks.map((look) => look.segments))}, ${published.segments}`,
    ],
    ['bytes written for each first published', number(published.writeAmplification)],
    ['writer, MB resident at first / last / peak', memory('writer')],
    ['report process, MB resident at first / last / peak', memory('report')],
    ['poster, of one processor', `${number(posts.busy * 100)} %`],
  ]
  return [
    `### Freshness: ${load.seconds} s, ${load.readers} readers`,
    markdownTable<[string, string]>(
      [
        ['', ([what]) => what],
        ['', ([, figure]) => figure],
      ],
      lines,
    ),
    `p99 ${number(visible.p99Ms)} ms; target ${TARGET_P99_MS} ms: ${visible.p99Ms <= TARGET_P99_MS ? 'met' : 'missed'}`,
  ].join('\n\n')
}
