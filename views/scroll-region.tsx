// The one kind of place that scrolls sideways, so that the page never does. It must always have a label:
// it takes the keyboard focus, and a reader who lands there has to hear where.
import type { Child } from 'hono/jsx'

export const ScrollRegion = ({ label, children }: { label: string; children: Child }) => (
  // biome-ignore lint/a11y/useSemanticElements: the landmark is the block around it; this is a named group
  <div class="scroll" role="group" aria-label={label} tabindex={0}>
    {children}
  </div>
)
