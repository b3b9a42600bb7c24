// What of two long texts is shown: every change, and what stands around it. Pure. It must never cut without an ellipsis.
import type { Segment } from '../../../functions/report/examples/word-diff.ts'

/** Characters kept beside a change of what stayed the same, and of a change or a whole text. */
const AROUND = 120
const WHOLE = 800

/** Cut after a word where one ends nearby, never inside a character. */
function head(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length)
  const space = cut.lastIndexOf(' ')
  return `${(space > length / 2 ? cut.slice(0, space) : cut).toWellFormed().replace(/\ufffd$/, '')} …`
}

function tail(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(-length)
  const space = cut.indexOf(' ')
  return `… ${(space >= 0 && space < length / 2 ? cut.slice(space + 1) : cut).toWellFormed().replace(/^\ufffd/, '')}`
}

export function shortened(segments: readonly Segment[]): Segment[] {
  return segments.map((segment, index) => {
    const { kind, text } = segment
    const [first, last] = [index === 0, index === segments.length - 1]
    if (kind !== 'same' || (first && last)) return { kind, text: head(text, WHOLE) }
    if (text.length <= 2 * AROUND) return segment
    if (first) return { kind, text: tail(text, AROUND) }
    if (last) return { kind, text: head(text, AROUND) }
    return { kind, text: `${head(text, AROUND)} ${tail(text, AROUND).replace(/^… /, '')}` }
  })
}
