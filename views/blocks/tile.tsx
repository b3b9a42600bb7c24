// One tile: a figure with its definition behind it. A <details>, so it opens by mouse, touch and keyboard
// and needs no script. It must never be shown without a definition.
import type { Child } from 'hono/jsx'

type TileProps = { id: string; label: string; value: Child; note?: Child; definition: string; wide?: boolean }

export const Tile = ({ id, label, value, note, definition, wide = false }: TileProps) => (
  <li class={wide ? 'tile tile-wide' : 'tile'}>
    <details id={`tile-${id}`}>
      <summary>
        <span class="tile-label">{label}</span>
        <span class="tile-value">{value}</span>
        {note && <span class="tile-note">{note}</span>}
      </summary>
      <p class="tile-definition">{definition}</p>
    </details>
  </li>
)
