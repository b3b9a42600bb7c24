// The two arms side by side, and whether they can be compared at all. It must never leave out a warning: with sessions
// lost from one arm every figure below it is worth nothing.
import type { Experiment } from '../../../functions/report/experiment/schema.ts'
import { count } from '../../format.ts'
import { probability } from './numbers.ts'

/** Of these, how many some figures leave out, because what became of them is not known (definitions.ts). */
const LeftOut = ({ n, what }: { n: number; what: string }) =>
  n > 0 ? (
    <dd class="quiet">
      {count(n)} {what}
    </dd>
  ) : null

const Arm = ({ title, of, arm }: { title: string; of: string; arm: Experiment['arms']['on'] }) => (
  <div>
    <h3>
      {title} <span class="quiet under">{of}</span>
    </h3>
    <dl class="stats stats-lead">
      <div>
        <dt>Sessions</dt>
        <dd>{count(arm.sessions)}</dd>
        <LeftOut n={arm.undetermined_sessions} what="undetermined" />
      </div>
      <div>
        <dt>Drafts</dt>
        <dd>{count(arm.drafts)}</dd>
        <LeftOut n={arm.drafts_without_final_text} what="without a final text" />
      </div>
    </dl>
  </div>
)

// No live region: its numbers move with every event, and would be read out each time.
const Mismatch = ({ meaning }: { meaning: string }) => (
  <div class="caution caution-grave">
    <p class="caution-title">The split is not what was intended: do not trust these figures</p>
    <p>{meaning}</p>
  </div>
)

const Crossover = ({ sessions }: { sessions: number }) => (
  <div class="caution">
    <p class="caution-title">
      {sessions === 1 ? '1 session was' : `${count(sessions)} sessions were`} seen in both arms
    </p>
    <p>
      {sessions === 1 ? 'It counts' : 'They count'} in neither. Each session should stay in the bucket of its
      first event.
    </p>
  </div>
)

export const Arms = ({ arms, srm, crossover_sessions }: Omit<Experiment, 'metrics'>) => (
  <>
    {srm.flagged && <Mismatch meaning={srm.meaning} />}
    {crossover_sessions > 0 && <Crossover sessions={crossover_sessions} />}
    <div class="arms">
      <Arm title="Without suggestions" of="control, bucket off" arm={arms.off} />
      <Arm title="With suggestions" of="treatment, bucket on" arm={arms.on} />
    </div>
    <p class="quiet">
      {!srm.flagged && srm.meaning}
      {srm.p_value !== null && ` Test of the split: p ${probability(srm.p_value)}.`}
    </p>
  </>
)
