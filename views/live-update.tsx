// Parts of a page as htmx 4 places them, each into its own place: the body of a live message, and of the answer when a
// filter changes. It must never hold anything outside a partial: whoever asked for it swaps nothing by itself.
import type { JSX } from 'hono/jsx/jsx-runtime'

/** A part by its id: what a page is built from, and what is sent again. */
export type PlacedBlock = {
  id: string
  element: JSX.Element
  /** A new one in place of the old; else the old one becomes as the new one is. */
  anew?: boolean
}

// outerMorph, not outerHTML: the reader's open <details>, focus, selection and scroll stay as they are.
export const LiveUpdate = ({ blocks }: { blocks: readonly PlacedBlock[] }) => (
  <>
    {blocks.map(({ id, element, anew }) => (
      <hx-partial hx-target={`#${id}`} hx-swap={anew ? 'outerHTML' : 'outerMorph'}>
        {element}
      </hx-partial>
    ))}
  </>
)
