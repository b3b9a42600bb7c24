// What the coach said, or what became of it: the part of the desk that an answer brings into view.

import { Decided } from './decided.tsx'
import type { DeskProps } from './desk.tsx'
import { Policies } from './policies.tsx'
import { Suggestion } from './suggestion.tsx'
import { Withheld } from './withheld.tsx'

type ResultProps = Pick<DeskProps, 'shown' | 'typed' | 'faults' | 'policies' | 'focus' | 'decideWithinMs'>

export const Result = ({ shown, policies, ...props }: ResultProps) => {
  if (shown === null)
    return (
      <section class="block desk-empty" aria-labelledby="result-title">
        <h2 id="result-title">What the coach checks</h2>
        <p class="quiet">
          Your draft, against {policies.length === 0 ? 'no policy yet' : 'these policies'}. What it suggests
          appears here, with its reasons and two other ways to say it.
        </p>
        {policies.length > 0 && <Policies policies={policies} numbered={false} />}
      </section>
    )
  if (shown.kind === 'withheld') return <Withheld text={shown.text} focus={props.focus} />
  if (shown.kind === 'decided')
    return <Decided outcome={shown.outcome} text={shown.text} focus={props.focus} />
  return <Suggestion offer={shown} {...props} />
}
