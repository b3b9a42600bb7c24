// What the desk's answers have in common: a title, and a text that goes out.
import type { DeskProps } from './desk.tsx'

/** The focus goes here when the desk is drawn anew. */
export const ResultTitle = ({ title, focus }: { title: string; focus: DeskProps['focus'] | null }) => (
  <h2 id="result-title" tabindex={-1} {...(focus && { [focus]: true })}>
    {title}
  </h2>
)

/** What goes out, ready to be copied. */
export const FinalText = ({ text }: { text: string }) => (
  <>
    <p class="text spoken" id="final-text" dir="auto">
      {text}
    </p>
    <p class="copy">
      <button type="button" data-copy="final-text" hidden>
        Copy the text
      </button>{' '}
      <span class="quiet" role="status" id="final-text-copied" />
    </p>
  </>
)
