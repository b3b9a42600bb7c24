// Time to decision: how long offers wait for one. It must always say how many offers were not watched to a decision,
// and never count those as decided.
import type { Decisions } from '../../../functions/report/decisions/decisions.ts'
import type { Scope } from '../../../functions/report/scope.ts'
import { type Loaded, LoadedBlock } from '../../block.tsx'
import { Figure } from '../../figure.tsx'
import { count } from '../../format.ts'
import { Curve } from './curve.tsx'
import { ShareTable } from './share-table.tsx'
import { caution, medianInterval, time } from './words.ts'

const Stats = ({ decisions }: { decisions: Decisions }) => (
  <dl class="stats stats-lead decision-stats">
    <div>
      <dt>Median</dt>
      <dd>
        <Figure value={decisions.median_s} as={time} />
      </dd>
      <dd class="quiet">95&nbsp;% interval {medianInterval(decisions.median_ci_s)}</dd>
    </div>
    {(
      [
        ['Offers', decisions.offers],
        ['Decided', decisions.decided],
        ['Timed out', decisions.timed_out],
        ['Open', decisions.open],
      ] as const
    ).map(([name, value]) => (
      <div>
        <dt>{name}</dt>
        <dd>{count(value)}</dd>
      </div>
    ))}
  </dl>
)

const Meanings = ({ bound }: { bound: number }) => (
  <details id="decisions-meaning" class="fold">
    <summary>What these figures mean</summary>
    <div class="quiet">
      <p>
        An offer is decided by its first outcome when that is accepted, edited or rejected. A timeout and an
        offer that is still open are censored: they tell how long nobody had decided, and no more. An open
        offer counts as undecided up to the moment that the page is of.
      </p>
      <p>
        The curve is the Kaplan-Meier estimate of the share decided by a time since the offer; the band its
        95&nbsp;% interval at each time (Greenwood, log-log). The median is the time by which half are
        decided, with its Brookmeyer-Crowley interval. Watched: offers that nobody had decided before that
        time and that were seen until then. Seconds are whole ones; from 200&nbsp;s on, a time is within{' '}
        {Number((100 * bound).toPrecision(3))}
        &nbsp;% of the exact one. An offer counts where it was made.
      </p>
    </div>
  </details>
)

function Body({ decisions, scope }: { decisions: Decisions; scope: Scope }) {
  const warning = caution(scope, decisions)
  return (
    <>
      {decisions.offers > 0 && (
        <div class={decisions.decided > 0 ? 'decided' : undefined}>
          <Stats decisions={decisions} />
          {decisions.decided > 0 && <Curve decisions={decisions} />}
        </div>
      )}
      {decisions.offers === 0 && <p class="quiet">No offers.</p>}
      {decisions.offers > 0 && decisions.decided === 0 && (
        <p class="quiet">No offer is decided: the time is not known.</p>
      )}
      {warning !== null && <p class="quiet">{warning}</p>}
      {decisions.decided > 0 && <ShareTable shares={decisions.shares} />}
      <Meanings bound={decisions.time_error_bound} />
    </>
  )
}

export const DecisionsBlock = ({ loaded, scope }: { loaded: Loaded<Decisions>; scope: Scope }) => (
  <LoadedBlock
    id="block-decisions"
    title="Time to decision"
    note="Share of offers decided by a time since the offer, with its 95&nbsp;% interval."
    loaded={loaded}
    body={(decisions) => <Body decisions={decisions} scope={scope} />}
  />
)
