// Bucket off: the coach ran, and nothing of what it said is shown. It must never be handed any of that.
import type { DeskProps } from './desk.tsx'
import { FinalText, ResultTitle } from './result-parts.tsx'

export const Withheld = ({ text, focus }: { text: string; focus: DeskProps['focus'] }) => (
  <section class="block" aria-labelledby="result-title">
    <header class="block-head">
      <ResultTitle title="Your draft goes out as it is" focus={focus} />
    </header>
    <p>
      This session is in the comparison group: the coach reads along, and shows nothing, so that its effect
      can be measured. Write and send as you always do.
    </p>
    <FinalText text={text} />
    <p class="quiet">
      Half of the sessions are in this group, unless AB_TEST_BUCKET says otherwise.{' '}
      <a href="/live">Begin another session</a>
    </p>
  </section>
)
