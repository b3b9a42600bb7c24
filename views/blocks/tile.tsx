// One tile: a figure with its definition behind it, what became of it, and the way to its rows. A <details>, so it opens
// by mouse, touch and keyboard and needs no script. It must never be shown without a definition.
import type { Child } from 'hono/jsx'

/** The figure of the period before. */
export type Before = {
  /** What became of it since, in words. */
  change: string
  /** What it was, and of which period. */
  was: string
}

type TileProps = {
  id: string
  label: string
  value: Child
  note?: Child
  before?: Before | null | undefined
  definition: string
  /** Where the rows behind it are, and what they are. */
  rows: { href: string; of: string }
  wide?: boolean
}

export const Tile = ({ id, label, value, note, before, definition, rows, wide = false }: TileProps) => (
  <li class={wide ? 'tile tile-wide' : 'tile'}>
    <details id={`tile-${id}`}>
      <summary>
        <span class="tile-label">{label}</span>
        <span class="tile-value">{value}</span>
        {note && <span class="tile-note">{note}</span>}
        {before && (
          <span class="tile-note tile-change" title={before.was}>
            {before.change}
          </span>
        )}
      </summary>
      <p class="tile-definition">{definition}</p>
      {before && <p class="tile-definition">{before.was}</p>}
    </details>
    <a class="tile-rows" href={rows.href}>
      <span class="visually-hidden">{label}: </span>
      Show {rows.of}
    </a>
  </li>
)
