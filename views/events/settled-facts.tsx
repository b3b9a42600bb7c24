// What an event means beside the events before it, in words. It must say the same as the definitions of the figures.
import type { Child } from 'hono/jsx'
import type { OneEvent } from '../../functions/report/events/one.ts'
import { eventUrl } from '../../functions/report/filters.ts'
import { count, duration } from '../format.ts'
import { Moment } from '../moment.tsx'
import { After, Outcome } from './outcome.tsx'
import { PolicyTags } from './policy-tags.tsx'

type FactsProps = OneEvent & { given: Record<string, string>; zone: string }

const Fact = ({ name, children }: { name: string; children: Child }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const ARMS = { on: 'on', off: 'off', both: 'both on and off: it is compared with nothing' }

function Resolution({ event, settled, outcomes, given }: FactsProps) {
  if (event.event === 'withheld') return <>The coach ran, but nothing was shown: no outcome is awaited.</>
  if (event.event === 'offered') {
    const resolved = outcomes.some(({ resolution }) => resolution === 'first')
    return resolved ? (
      <>Resolved by its first outcome.</>
    ) : (
      <>Open: no outcome so far. It counts neither for nor against the accept rate.</>
    )
  }
  if (event.offer_seq === null || settled.offer_ts === null)
    return <>An orphan: no offer is known that it answers. It counts as an event, but in no rate.</>
  const offer = <a href={eventUrl(event.offer_seq, given)}>event {event.offer_seq}</a>
  const after = <After offered={settled.offer_ts} at={event.ts} />
  return event.resolution === 'first' ? (
    <>
      The first outcome of {offer}, {after}: it resolves that offer.
    </>
  ) : (
    <>
      A repeat for {offer}, {after}: the offer had its outcome already, so this one counts in no rate.
    </>
  )
}

/** Rates and violations count an outcome where its offer was made; the event itself counts at its own time. */
const CountedAt = ({ settled, zone }: Pick<FactsProps, 'settled' | 'zone'>) => (
  <>
    In rates: at its offer’s time
    {settled.offer_ts !== null && (
      <>
        , <Moment dated at={settled.offer_ts} zone={zone} />
      </>
    )}
    , bucket {settled.offer_bucket},{' '}
    {settled.offer_agent_id === null ? 'no agent' : `agent ${settled.offer_agent_id}`}.
    <PolicyTags label="Under" policies={settled.offer_policies ?? []} />
  </>
)

function Violations({ event, settled, fate }: FactsProps) {
  const isDraft = event.event === 'offered' || event.event === 'withheld'
  const { prevented, shipped } = fate ?? settled
  const detected = isDraft ? event.policy_refs : []
  if (detected.length + prevented.length + shipped.length === 0)
    return <>{isDraft ? 'None was detected in the draft.' : 'It settled none.'}</>
  return (
    <>
      <PolicyTags label="Detected" policies={detected} />
      <PolicyTags label="Prevented" policies={prevented} />
      <PolicyTags label="Shipped" policies={shipped} />
      {isDraft && prevented.length + shipped.length === 0 && <>Neither prevented nor shipped so far.</>}
    </>
  )
}

const Session = ({ settled, zone }: Pick<FactsProps, 'settled' | 'zone'>) =>
  settled.session_first ? (
    <>It begins its session.</>
  ) : (
    <>
      The session began at <Moment dated at={settled.session_started_at} zone={zone} />. Before this event it
      was in bucket {settled.session_bucket === null ? 'none' : ARMS[settled.session_bucket]}, with{' '}
      {count(settled.session_drafts)} {settled.session_drafts === 1 ? 'draft' : 'drafts'},{' '}
      {count(settled.session_detected)} of them with violations, {count(settled.session_shipped)} violations
      shipped, and {duration(settled.session_latency_ms)} of the coach’s time.
    </>
  )

export const SettledFacts = (props: FactsProps) => {
  const { event, settled, outcomes, moreOutcomes, given, zone } = props
  return (
    <>
      <dl class="facts">
        <Fact name="Outcome">
          <Resolution {...props} />
        </Fact>
        {event.resolution === 'first' && (
          <Fact name="Counted">
            <CountedAt settled={settled} zone={zone} />
          </Fact>
        )}
        <Fact name="Violations">
          <Violations {...props} />
        </Fact>
        <Fact name="Session">
          <Session settled={settled} zone={zone} />
        </Fact>
        {settled.session_new_policies.length > 0 && (
          <Fact name="New to the session">
            <PolicyTags label="Policies" policies={settled.session_new_policies} />
          </Fact>
        )}
      </dl>
      {outcomes.length > 0 && (
        <ul class="outcomes">
          {outcomes.map((outcome) => (
            <Outcome outcome={outcome} offer={event} settled={undefined} given={given} zone={zone} />
          ))}
        </ul>
      )}
      {moreOutcomes && <p class="quiet">Further repeats are left out here.</p>}
    </>
  )
}
