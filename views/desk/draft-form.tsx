// What the agent writes: the draft, and what the coach should know about it. Examples fill it in.
import { TONES } from '../../functions/desk/tones.ts'
import type { DeskProps } from './desk.tsx'
import { Examples } from './examples.tsx'
import { Field, Line, Text } from './fields.tsx'

type DraftFormProps = Pick<DeskProps, 'typed' | 'tone' | 'faults' | 'shown' | 'focus'> & {
  /** Whether events wait in this page. */
  waiting: boolean
}

export const DraftForm = ({ typed, tone, faults, shown, focus, waiting }: DraftFormProps) => (
  <section class="block" aria-labelledby="draft-title">
    <header class="block-head">
      <h2 id="draft-title">Draft</h2>
      <p class="quiet">
        <a href="/live">New session</a>
      </p>
    </header>
    <Text
      name="context"
      label="What the customer wrote (optional)"
      value={typed.context}
      rows={2}
      max={20_000}
      faults={faults}
      focus={focus}
    />
    <Text
      name="agent_draft"
      label="What you would answer"
      value={typed.agent_draft}
      rows={4}
      max={20_000}
      faults={faults}
      focus={focus}
      required
    />
    <div class="desk-facts">
      <Field name="tone" label="Tone" faults={faults}>
        <select id="desk-tone" name="tone">
          <option value="">as it is</option>
          {TONES.map((one) => (
            <option value={one} selected={one === tone}>
              {one}
            </option>
          ))}
        </select>
      </Field>
      <Line
        name="session_id"
        label="Session"
        value={typed.session_id}
        faults={faults}
        focus={focus}
        required
      />
      <Line name="agent_id" label="Agent (optional)" value={typed.agent_id} faults={faults} focus={focus} />
    </div>
    <button class={shown?.kind === 'offer' ? undefined : 'primary'} type="submit" name="do" value="suggest">
      {shown?.kind === 'offer' ? 'Ask again' : 'Ask the coach'}
    </button>
    {shown?.kind === 'offer' && (
      <p class="quiet">Asking again leaves this suggestion unanswered, and says so in the log.</p>
    )}
    {shown?.kind !== 'offer' && <Examples typed={typed} waiting={waiting} />}
  </section>
)
