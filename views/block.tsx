// A block: one titled part of a page, the same on the page and in a live update, found by its id.
// It must never let a failed read take other blocks down: it shows its own error in its own place.
import type { Child } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'

export type Loaded<T> = { ok: true; value: T } | { ok: false; title: string; detail: string; id: string }

type BlockProps = { id: string; title: string; note?: Child; children?: Child }

export const Block = ({ id, title, note, children }: BlockProps) => (
  <section id={id} class="block" aria-labelledby={`${id}-title`} tabindex={-1}>
    <header class="block-head">
      <h2 id={`${id}-title`}>{title}</h2>
      {note && <p class="quiet">{note}</p>}
    </header>
    {children}
  </section>
)

/** Keeps the place of a block that has nothing to show now, so that a live update finds its id later. */
export const NoBlock = ({ id }: { id: string }) => <section id={id} hidden />

type LoadedBlockProps<T> = {
  id: string
  title: string
  note?: Child
  loaded: Loaded<T>
  body: (value: T) => JSX.Element
}

export function LoadedBlock<T>({ loaded, body, ...block }: LoadedBlockProps<T>) {
  if (loaded.ok) return <Block {...block}>{body(loaded.value)}</Block>
  return (
    <Block id={block.id} title={block.title}>
      {/* status, not alert: the figures around it still stand, so it waits for its turn to be read out */}
      <div class="failure" role="status">
        <p class="failure-title">{loaded.title}</p>
        <p>{loaded.detail}</p>
        <p class="quiet">
          Problem <code>{loaded.id}</code>
        </p>
      </div>
    </Block>
  )
}
