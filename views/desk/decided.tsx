// What was chosen, and the text that goes out.
import type { OutcomeType } from '../../functions/event.ts'
import type { DeskProps } from './desk.tsx'
import { FinalText, ResultTitle } from './result-parts.tsx'

const TITLES: Record<OutcomeType, string> = {
  accepted: 'Used as it was',
  edited: 'Used with your changes',
  rejected: 'Turned down',
  timeout: 'Not answered in time',
}

const isDraft = (outcome: OutcomeType) => outcome === 'rejected' || outcome === 'timeout'

export const Decided = ({
  outcome,
  text,
  focus,
}: {
  outcome: OutcomeType
  text: string
  focus: DeskProps['focus']
}) => (
  <section class="block" aria-labelledby="result-title">
    <header class="block-head">
      <ResultTitle title={TITLES[outcome]} focus={focus} />
      <p class="quiet">{isDraft(outcome) ? 'Your draft goes out as it is' : 'This is what goes out'}</p>
    </header>
    <FinalText text={text} />
  </section>
)
