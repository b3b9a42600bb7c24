// The totals as tiles, each with its definition, its change and the way to its rows. It must never add up anything itself.
import type { Comparison } from '../../functions/report/comparison.ts'
import type { Latency } from '../../functions/report/latency.ts'
import type { Scope } from '../../functions/report/scope.ts'
import type { Summary } from '../../functions/report/summary.ts'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { Figure } from '../figure.tsx'
import { count, duration, percent } from '../format.ts'
import { AcceptRate } from './accept-rate.tsx'
import { beforeOf } from './before.ts'
import { acceptRateCaution, definitions } from './definitions.ts'
import { Tile } from './tile.tsx'
import { TotalsNote } from './totals-note.tsx'

type TotalsProps = {
  loaded: Loaded<Summary>
  /** For the p95 alone. */
  latency: Loaded<Latency>
  /** Null where nothing is compared. */
  comparison: Loaded<Comparison> | null
  /** Where the rows behind the figures are. */
  rows: { events: string; offers: string }
  /** False for a period of the future: then a count of nothing is no 0. */
  begun: boolean
  scope: Scope
}

const ofDetected = (part: number, detected: number) =>
  detected > 0 ? `${percent((100 * part) / detected)} of detected` : undefined

/** The tiles that are counts, in their order: what they count, and which rows are behind them. */
const COUNTS = {
  offered: ['Suggestions offered', ({ suggestions_offered }: Summary) => suggestions_offered, 'offers'],
  open: ['Open offers', ({ open_offers }: Summary) => open_offers, 'offers'],
  events: ['Events', ({ total_events }: Summary) => total_events, 'events'],
  sessions: ['Sessions', ({ sessions }: Summary) => sessions, 'events'],
  detected: ['Violations detected', ({ violations }: Summary) => violations.detected, 'events'],
  prevented: ['Violations prevented', ({ violations }: Summary) => violations.prevented, 'events'],
  shipped: ['Violations shipped', ({ violations }: Summary) => violations.shipped, 'events'],
} as const

const notes = ({
  suggestions_accepted,
  violations,
}: Summary): Partial<Record<keyof typeof COUNTS, string | undefined>> => ({
  offered: `${count(suggestions_accepted)} accepted or edited`,
  prevented: ofDetected(violations.prevented, violations.detected),
  shipped: ofDetected(violations.shipped, violations.detected),
})

const Tiles = ({ summary, ...props }: Omit<TotalsProps, 'loaded'> & { summary: Summary }) => {
  const { comparison, rows, begun, scope } = props
  const means = definitions(scope)
  const latency = props.latency.ok ? props.latency.value : null
  const before = comparison?.ok ? beforeOf(comparison.value, summary, latency, scope.zone) : null
  const known = begun || summary.total_events > 0
  const tile = (id: keyof typeof COUNTS) => {
    const [label, of, behind] = COUNTS[id]
    return (
      <Tile
        id={id}
        label={label}
        value={<Figure value={known ? of(summary) : null} as={count} />}
        note={known ? notes(summary)[id] : undefined}
        before={before?.counted(of)}
        definition={means[id]}
        rows={{ href: rows[behind], of: behind }}
      />
    )
  }
  return (
    <ul class="tiles">
      <AcceptRate
        summary={summary}
        before={before?.acceptRate}
        definition={means.acceptRate}
        caution={acceptRateCaution(scope.event)}
        rows={rows.offers}
      />
      {tile('offered')}
      {tile('open')}
      <Tile
        id="latency"
        label="p95 latency"
        value={<Figure value={latency?.percentiles.p95 ?? null} as={duration} />}
        note={latency === null ? 'Could not be read: see Latency below' : undefined}
        before={before?.latency}
        definition={means.latency}
        rows={{ href: rows.events, of: 'events' }}
      />
      {tile('events')}
      {tile('sessions')}
      {tile('detected')}
      {tile('prevented')}
      {tile('shipped')}
    </ul>
  )
}

export const Totals = ({ loaded, ...props }: TotalsProps) => (
  <LoadedBlock
    id="block-totals"
    title="Totals"
    note={<TotalsNote scope={props.scope} comparison={props.comparison} />}
    loaded={loaded}
    body={(summary) => <Tiles summary={summary} {...props} />}
  />
)
