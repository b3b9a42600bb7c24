// The desk: one form with everything that belongs to the next step. Without a script it is sent as a whole; with one,
// htmx puts the answer in its place. It must never depend on anything that the form does not hold.
import type { Typed } from '../../functions/desk/form.ts'
import type { Shown } from '../../functions/desk/state.ts'
import type { FieldError } from '../../functions/problem.ts'
import { CheckedDraft, type CheckedDraftProps } from './checked-draft.tsx'
import { DraftForm } from './draft-form.tsx'
import { Log, type LogProps } from './log.tsx'
import type { Policy } from './policies.tsx'
import { Result } from './result.tsx'

export type DeskProps = {
  typed: Omit<Typed, 'edited'> & { edited?: string }
  tone: string
  /** Differs each time the desk is drawn. */
  page: string
  faults: readonly FieldError[]
  shown: Shown | null
  /** Of an open suggestion: what its draft violates. */
  checked: CheckedDraftProps | null
  /** All that the coach checks a draft against. */
  policies: readonly Policy[]
  log: LogProps
  /** How the part that takes the focus is named: to the browser in a whole page, to desk.js in an answer for htmx. */
  focus: 'autofocus' | 'data-focus'
  decideWithinMs: number
}

// An error that is no desk is a whole page: of that the problem is shown, above a desk that stays as it is.
const ON_ERROR = 'select:.problem target:#desk-problem swap:"innerHTML ignoreTitle:true"'
const ON_ERRORS = {
  'hx-status:422': 'target:#desk-place',
  'hx-status:4xx': ON_ERROR,
  'hx-status:5xx': ON_ERROR,
}

export const Desk = (props: DeskProps) => (
  <form
    id="desk"
    class="desk"
    method="post"
    action="/live"
    autocomplete="off"
    hx-post="/live"
    hx-target="#desk-place"
    hx-swap="innerHTML"
    hx-sync="this:drop"
    {...ON_ERRORS}
  >
    <input type="hidden" name="page" value={props.page} />
    {props.shown && <input type="hidden" name="shown" value={JSON.stringify(props.shown)} />}
    <div class="desk-side">
      <DraftForm {...props} waiting={props.log.held.length > 0} />
      {props.checked && <CheckedDraft {...props.checked} />}
    </div>
    <div id="log">
      <Log {...props.log} />
    </div>
    <div class="desk-side">
      <Result {...props} />
    </div>
  </form>
)
