// The body of one live message: every block wrapped for htmx 4, which puts each into its own place.
// It must never hold anything outside a partial: the stream's element swaps nothing by itself.
import type { JSX } from 'hono/jsx/jsx-runtime'

/** A block by its id: what a page is built from, and what a live update sends again. */
export type PlacedBlock = { id: string; element: JSX.Element }

// outerMorph, not outerHTML: the reader's open <details>, focus, selection and scroll stay as they are.
export const LiveUpdate = ({ blocks }: { blocks: PlacedBlock[] }) => (
  <>
    {blocks.map(({ id, element }) => (
      <hx-partial hx-target={`#${id}`} hx-swap="outerMorph">
        {element}
      </hx-partial>
    ))}
  </>
)
