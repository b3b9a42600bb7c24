// The form behind the filters: a plain GET, so it works without a script and its state is the URL.
// It must never offer what the page would refuse: the bounds are those of the parameters.
import type { Child } from 'hono/jsx'
import type { EventType } from '../../functions/event.ts'
import { EVENT_MEANINGS } from '../event-type.tsx'

/** A value to choose, with what it is called where that says more. */
type Choosable = { value: string; label: string | null }

/** What the fields hold, as text; empty is not set. `from` and `to` are times of the page's zone (2026-07-23T00:00). */
export type Fields = {
  from: string
  to: string
  tz: string
  /** Holds where `tz` is empty. */
  defaultZone: string
  bucket: string
  policy: string
  event: string
  session: string
  agent: string
  /** To choose from; others may be typed. */
  zones: readonly string[]
  policies: readonly Choosable[]
}

const Field = ({ name, label, children }: { name: string; label: string; children: Child }) => (
  <div class="field">
    <label for={`filter-${name}`}>{label}</label>
    {children}
  </div>
)

type TextProps = {
  name: string
  label: string
  value: string
  max: number
  from?: readonly Choosable[]
  hint?: string
}

const Text = ({ name, label, value, max, from, hint }: TextProps) => (
  <Field name={name} label={label}>
    <input
      id={`filter-${name}`}
      name={name}
      value={value}
      maxlength={max}
      placeholder={hint}
      list={from && `filter-${name}-list`}
      spellcheck={false}
      autocapitalize="off"
    />
    {from && (
      <datalist id={`filter-${name}-list`}>
        {from.map(({ value, label }) => (
          <option value={value} label={label ?? undefined} />
        ))}
      </datalist>
    )}
  </Field>
)

// A time with seconds is only valid where the field steps by less than a minute.
const Time = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <Field name={name} label={label}>
    <input
      id={`filter-${name}`}
      name={name}
      type="datetime-local"
      value={value}
      step={value.length > '2026-07-23T00:00'.length ? 'any' : undefined}
    />
  </Field>
)

type ChoiceProps = { name: string; label: string; value: string; from: Record<string, string> }

const Choice = ({ name, label, value, from }: ChoiceProps) => (
  <Field name={name} label={label}>
    <select id={`filter-${name}`} name={name}>
      <option value="">any</option>
      {Object.entries(from).map(([one, words]) => (
        <option value={one} selected={one === value}>
          {words}
        </option>
      ))}
    </select>
  </Field>
)

const EVENTS = Object.fromEntries((Object.keys(EVENT_MEANINGS) as EventType[]).map((type) => [type, type]))

type FilterFormProps = Fields & { path: string; kept: Record<string, string> }

export const FilterForm = ({ path, kept, ...fields }: FilterFormProps) => (
  <details id="filter-form" class="fold">
    <summary class="fold-name">Choose a period and filters</summary>
    {/* autocomplete: a reload shows what the URL says, not what was typed before it */}
    <form action={path} autocomplete="off">
      {Object.entries(kept).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Time name="from" label="From" value={fields.from} />
      <Time name="to" label="To" value={fields.to} />
      <Text
        name="tz"
        label="Time zone"
        value={fields.tz}
        max={60}
        from={fields.zones.map((value) => ({ value, label: null }))}
        hint={fields.defaultZone}
      />
      <Choice name="bucket" label="Bucket" value={fields.bucket} from={{ on: 'on', off: 'off' }} />
      <Choice name="event" label="Event" value={fields.event} from={EVENTS} />
      <Text name="policy" label="Policy" value={fields.policy} max={100} from={fields.policies} />
      <Text name="agent_id" label="Agent" value={fields.agent} max={200} />
      <Text name="session_id" label="Session" value={fields.session} max={200} />
      <button id="filter-apply" type="submit">
        Apply
      </button>
    </form>
  </details>
)
