// An open suggestion, and the ways to answer it: each is a button of the desk's form.
import type { Offer } from '../../functions/desk/state.ts'
import { duration } from '../format.ts'
import { Clock } from './clock.tsx'
import type { DeskProps } from './desk.tsx'
import { Text } from './fields.tsx'
import { ResultTitle } from './result-parts.tsx'

type SuggestionProps = Pick<DeskProps, 'typed' | 'faults' | 'focus' | 'decideWithinMs'> & { offer: Offer }

/** From these on, of 1. */
const WORDS = [
  [0.85, 'High confidence'],
  [0.6, 'Fair confidence'],
  [0, 'Low confidence'],
] as const

export const confidenceWords = (confidence: number) =>
  `${WORDS.find(([from]) => confidence >= from)?.[1]}, ${Math.round(confidence * 100)}\u00a0%`

type ChooseProps = { value: string; primary?: boolean; children: string }

const Choose = ({ value, primary, children }: ChooseProps) => (
  <button type="submit" name="do" value={value} class={primary ? 'primary' : undefined} formnovalidate>
    {children}
  </button>
)

const Alternates = ({ texts }: { texts: readonly string[] }) => (
  <div class="alternates">
    <h3>Other ways to say it</h3>
    <ol>
      {texts.map((text, index) => (
        <li>
          <p class="text" dir="auto" id={`alternate-${index + 1}`}>
            {text}
          </p>
          <button
            type="submit"
            name="do"
            value={`use-${index + 1}`}
            aria-describedby={`alternate-${index + 1}`}
            formnovalidate
          >
            Use this one
          </button>
        </li>
      ))}
    </ol>
  </div>
)

export const Suggestion = ({ offer, typed, faults, focus, decideWithinMs }: SuggestionProps) => {
  const [suggestion, ...alternates] = offer.texts
  const faulty = faults.some(({ path }) => path === 'edited')
  return (
    <section class="block" aria-labelledby="result-title">
      <header class="block-head">
        <ResultTitle title="Suggestion" focus={faults.length === 0 ? focus : null} />
        <p class="quiet">
          {confidenceWords(offer.confidence)} · took {duration(offer.event.latency_ms)}
        </p>
      </header>
      <p class="text spoken" dir="auto" id="suggestion">
        {suggestion}
      </p>
      {suggestion === offer.event.agent_draft && <p class="quiet">Nothing to change: this is your draft.</p>}
      <div class="choices">
        <Choose value="use-0" primary>
          Use
        </Choose>
        <Choose value="reject">Reject</Choose>
        <details class="edit" open={faulty}>
          <summary>Use & edit</summary>
          <div>
            <Text
              name="edited"
              label="What goes out instead"
              value={typed.edited || suggestion}
              rows={4}
              max={20_000}
              faults={faults}
              focus={focus}
            />
            <Choose value="edit">Use the edited text</Choose>
          </div>
        </details>
      </div>
      <Clock withinMs={decideWithinMs} />
      <div>
        <h3>Why</h3>
        <p dir="auto">{offer.rationale}</p>
      </div>
      <Alternates texts={alternates} />
    </section>
  )
}
