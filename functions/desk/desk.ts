// What a press of a button on the desk does: which events follow from it, and what the desk shows then.
// It must never log or draw anything itself.

import type { Coach } from '../coach/suggest.ts'
import type { Suggestion } from '../coach/suggestion.ts'
import type { FieldError } from '../problem.ts'
import { Problem } from '../problem.ts'
import { EXAMPLES } from './examples.ts'
import type { DeskForm, Typed } from './form.ts'
import { editedFaults } from './form.ts'
import { outcomeOf, usedOrEdited } from './outcome.ts'
import { repeatableId } from './repeatable-id.ts'
import type { Offer, Pending, Shown } from './state.ts'

export type Step = {
  events: readonly Pending[]
  shown: Shown | null
  typed: Typed
  /** Nothing else happened when there are any. */
  faults: readonly FieldError[]
}

/** Policies that one event names at most. */
const MAX_POLICIES = 50

/** @throws Problem invalid-parameter for a choice without a suggestion, and what the coach throws */
export async function step(coach: Pick<Coach, 'suggest'>, form: DeskForm): Promise<Step> {
  const { choice, shown, typed } = form
  const unchanged: Step = { events: [], shown, typed, faults: [] }
  if (choice === 'retry') return unchanged
  const example = choice.startsWith('example-') && EXAMPLES[Number(choice.slice('example-'.length)) - 1]
  if (example)
    return { ...unchanged, typed: { ...typed, agent_draft: example.draft, context: example.context } }
  if (choice === 'suggest') {
    if (form.faults.length > 0) return { ...unchanged, faults: form.faults }
    return suggested(form, await coach.suggest(asked(form)))
  }
  if (shown?.kind !== 'offer') throw new Problem('invalid-parameter', 'There is no suggestion to choose.')
  const faults = choice === 'edit' ? editedFaults(typed.edited) : []
  return faults.length > 0 ? { ...unchanged, faults } : decided(form, shown)
}

const asked = ({ typed, tone }: DeskForm) => ({
  session_id: typed.session_id,
  agent_draft: typed.agent_draft,
  ...(typed.context === '' ? {} : { context: typed.context }),
  ...(tone === '' ? {} : { brand_tone: tone }),
})

/** An offer that still stood there was not answered, and no longer can be. */
function suggested({ page, typed, tone, shown }: DeskForm, answer: Suggestion): Step {
  const { session_id, agent_id, agent_draft } = typed
  const id = repeatableId(page, session_id, agent_id, agent_draft, typed.context, tone)
  const event: Offer['event'] = {
    event: answer.ab_test_bucket === 'off' ? 'withheld' : 'offered',
    session_id,
    agent_draft,
    suggestion_used: null,
    policy_refs: answer.policy_refs.slice(0, MAX_POLICIES),
    latency_ms: Math.round(answer.latency_ms),
    ab_test_bucket: answer.ab_test_bucket,
    event_id: id,
    suggestion_id: id,
    ...(agent_id === '' ? {} : { agent_id }),
  }
  const unanswered = shown?.kind === 'offer' ? [outcomeOf(shown, 'timeout', null)] : []
  return {
    events: [...unanswered, event],
    shown:
      event.event === 'withheld'
        ? { kind: 'withheld', session_id, text: agent_draft }
        : {
            kind: 'offer',
            event,
            texts: [answer.suggestion, ...answer.alternates],
            rationale: answer.rationale,
            confidence: answer.confidence,
          },
    // A draft that goes out as it is makes room for the next one.
    typed: event.event === 'withheld' ? { ...typed, agent_draft: '' } : typed,
    faults: [],
  }
}

function decided({ choice, typed }: DeskForm, offer: Offer): Step {
  const { agent_draft, session_id } = offer.event
  const used = usedText(choice, typed.edited, offer)
  const outcome =
    used !== null ? usedOrEdited(offer, used) : choice === 'timeout' ? 'timeout' : ('rejected' as const)
  return {
    events: [outcomeOf(offer, outcome, used)],
    shown: { kind: 'decided', outcome, session_id, text: used ?? agent_draft },
    // What was typed since is the next draft.
    typed: { ...typed, agent_draft: typed.agent_draft === agent_draft ? '' : typed.agent_draft, edited: '' },
    faults: [],
  }
}

/** The text that goes out instead of the draft; null when the draft does. */
function usedText(choice: DeskForm['choice'], edited: string, { texts }: Offer): string | null {
  if (choice === 'edit') return edited
  return choice.startsWith('use-') ? (texts[Number(choice.at(-1))] as string) : null
}
