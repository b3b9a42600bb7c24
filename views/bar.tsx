// One horizontal bar, in one or more parts laid end to end. Decoration only: the number stands next to it,
// so it is hidden from assistive technology and must never be the only place where a value can be read.

/** `share` is of the whole bar, from 0 to 1; `tone` names the colour (`tone-…` in styles/parts.css). */
export type BarPart = { share: number; tone: string }

const shown = (share: number) => `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`

export function Bar({ parts }: { parts: BarPart[] }) {
  let start = 0
  return (
    <svg class="bar" width="100%" height="8" aria-hidden="true" focusable="false">
      <rect class="bar-track" width="100%" height="100%" />
      {parts.map(({ share, tone }) => {
        const x = shown(start)
        start += share
        return <rect class={`fill tone-${tone}`} x={x} width={shown(share)} height="100%" />
      })}
    </svg>
  )
}
