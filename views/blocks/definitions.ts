// What each total means, under the filters that are set. Pure. It must say whatever a reader of a filtered page
// would otherwise take for something else; the figures themselves are defined in functions/published/facts.sql.
import type { EventType } from '../../functions/event.ts'
import type { Scope } from '../../functions/report/scope.ts'

const sentences = (...parts: (string | false)[]) => parts.filter((part) => part !== false).join(' ')

/** Of an accept rate that is asked for one type of event alone; null where it means what it always means. */
export function acceptRateCaution(event: EventType | null): string | null {
  if (event === null || event === 'offered') return null
  if (event === 'withheld') return 'Withheld drafts are no offers: they have no accept rate.'
  const always = event === 'accepted' || event === 'edited' ? 100 : 0
  return `Of offers that ended as ${event} alone, so it is always ${always}\u00a0%.`
}

/** Whether anything at all is left out. */
export const isFiltered = ({ zone: _, ...filters }: Scope): boolean =>
  Object.values(filters).some((filter) => filter !== null)

export function definitions(scope: Scope) {
  const { from, to, bucket, policy, event, session, agent } = scope
  const ofPeriod = from !== null || to !== null
  const others = [bucket, event, session, agent].some((filter) => filter !== null)
  const filtered = isFiltered(scope)
  const whereMade = filtered && 'An offer counts where it was made, with what became of it later.'
  const ofPolicy = policy !== null && `Of ${policy} alone.`
  const whereDrafted = filtered && 'Counted where the draft was made, whenever it was settled.'
  const outcome = event !== null && event !== 'offered' && event !== 'withheld'
  const ended = outcome && `Of drafts that ended as ${event}.`
  const final = 'the text used when accepted or edited, else the draft.'
  return {
    acceptRate: sentences(
      'Offers accepted or edited, as a share of resolved offers. The first outcome (accepted, edited, rejected or timeout) resolves an offer. The interval is Wilson’s.',
      whereMade,
      acceptRateCaution(event) ?? false,
    ),
    offered: sentences('Drafts for which the coach showed the agent a suggestion.', whereMade),
    open: sentences(
      'Offers without an outcome so far. They count neither for nor against the accept rate.',
      ofPeriod && 'Offers of this period: an outcome that came after it closes them, too.',
      outcome && 'Asked for offers that ended in one way, there are none.',
    ),
    latency:
      'The coach’s own time: 95 of 100 drafts (offered and withheld events) took at most this long. How exact it is, and the average, stand under Latency.',
    events: filtered
      ? 'Events that came in this period and pass the filters, of every type. An outcome counts when it came.'
      : 'All events in the log, of every type.',
    sessions: sentences(
      'A session belongs to the period in which its first event came, with all that it did later.',
      policy !== null
        ? `It counts under ${policy} once one of its events names it, and under the other filters of that event.`
        : others && 'The other filters, too, look at its first event.',
    ),
    detected: sentences(
      'Policy violations that the coach found in drafts.',
      ofPolicy,
      ended !== false && 'Outcomes are no drafts: none is found in them.',
    ),
    prevented: sentences(
      `Detected, and no longer in the final text: ${final}`,
      ofPolicy,
      ended,
      whereDrafted,
    ),
    shipped: sentences(`Detected, and still in the final text: ${final}`, ofPolicy, ended, whereDrafted),
  }
}
