// Before and after: the newest drafts that got an outcome, with what changed. It must never say that there is none
// while some were not looked at, nor show a text that was not masked: it is handed none.
import { OUTCOME_TYPES } from '../../../functions/event.ts'
import type { ExampleOutcome, Examples } from '../../../functions/report/examples/examples.ts'
import { eventsUrl, reportsUrl } from '../../../functions/report/filters.ts'
import { type Loaded, LoadedBlock } from '../../block.tsx'
import { IN_PARTS } from '../../live-stream.tsx'
import { Added, Removed } from './changed-text.tsx'
import { ExampleItem } from './example-item.tsx'

type ExamplesProps = {
  loaded: Loaded<Examples>
  /** Null: accepted and edited ones. */
  outcome: ExampleOutcome | null
  timeZone: string
  /** The filters' parameters, which every link carries on, and the page's own. */
  given: Record<string, string>
  own: Record<string, string>
  /** Of a report as a file, which nothing can change. */
  inFile?: boolean
}

const asked = (outcome: ExampleOutcome | null) => (outcome === null ? {} : { example_outcome: outcome })

function Choice({
  outcome,
  given,
  own,
  inFile,
}: Pick<ExamplesProps, 'outcome' | 'given' | 'own' | 'inFile'>) {
  const { example_outcome: _, ...others } = own
  return (
    <ul
      class="ranges"
      aria-label="Outcome of the examples"
      hx-boost:inherited={inFile ? undefined : IN_PARTS}
    >
      {[null, ...OUTCOME_TYPES].map((one) => (
        <li>
          <a
            href={`${reportsUrl({ ...given, ...others, ...asked(one) })}#block-examples`}
            aria-current={one === outcome ? 'true' : undefined}
          >
            {one ?? 'accepted or edited'}
          </a>
        </li>
      ))}
    </ul>
  )
}

function More({
  before,
  outcome,
  given,
  none,
}: { before: number; none: boolean } & Pick<ExamplesProps, 'outcome' | 'given'>) {
  if (none) {
    const query = new URLSearchParams({ ...given, ...asked(outcome), before: String(before) })
    return (
      <p class="quiet">
        The search stopped at event <span class="figure">{before}</span>:{' '}
        <a href={`/analytics/examples?${query}`}>search the older ones (JSON)</a>
      </p>
    )
  }
  return (
    <p>
      <a href={eventsUrl(given, outcome === null ? {} : { event: outcome })}>
        {outcome === null ? 'More events' : `More ${outcome} events`}
      </a>
    </p>
  )
}

const Body = ({ found, ...props }: { found: Examples } & Omit<ExamplesProps, 'loaded'>) => (
  <>
    <Choice {...props} />
    {found.examples.length > 0 && (
      <ol class="examples">
        {found.examples.map((example) => (
          <ExampleItem example={example} timeZone={props.timeZone} given={props.given} />
        ))}
      </ol>
    )}
    {found.examples.length === 0 && found.next_before === null && <p class="quiet">No such offer.</p>}
    {found.next_before !== null && (
      <More {...props} before={found.next_before} none={found.examples.length === 0} />
    )}
    <p class="quiet">
      <Removed text="Struck through" /> was taken out, <Added text="underlined" /> put in. E-mail addresses,
      social security, payment card and phone numbers are masked here. Times in {props.timeZone}.
    </p>
  </>
)

export const ExamplesBlock = ({ loaded, ...props }: ExamplesProps) => (
  <LoadedBlock
    id="block-examples"
    title="Before and after"
    note="First outcomes of offers, newest first: the draft, and what was sent instead."
    loaded={loaded}
    body={(found) => <Body found={found} {...props} />}
  />
)
