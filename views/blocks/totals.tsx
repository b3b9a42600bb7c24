// The totals as tiles, each with its definition. It must never add up anything itself.

import type { Scope } from '../../functions/report/scope.ts'
import type { Summary } from '../../functions/report/summary.ts'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { Figure } from '../figure.tsx'
import { count, duration, percent } from '../format.ts'
import { AcceptRate } from './accept-rate.tsx'
import { acceptRateCaution, definitions, isFiltered } from './definitions.ts'
import { Tile } from './tile.tsx'

const ofDetected = (part: number, detected: number) =>
  detected > 0 ? `${percent((100 * part) / detected)} of detected` : undefined

const Tiles = ({ summary, scope }: { summary: Summary; scope: Scope }) => {
  const means = definitions(scope)
  const { detected, prevented, shipped } = summary.violations
  return (
    <ul class="tiles">
      <AcceptRate summary={summary} definition={means.acceptRate} caution={acceptRateCaution(scope.event)} />
      <Tile
        id="offered"
        label="Suggestions offered"
        value={count(summary.suggestions_offered)}
        note={`${count(summary.suggestions_accepted)} accepted or edited`}
        definition={means.offered}
      />
      <Tile id="open" label="Open offers" value={count(summary.open_offers)} definition={means.open} />
      <Tile
        id="latency"
        label="Average latency"
        value={<Figure value={summary.avg_latency_ms} as={duration} />}
        definition={means.latency}
      />
      <Tile id="events" label="Events" value={count(summary.total_events)} definition={means.events} />
      <Tile id="sessions" label="Sessions" value={count(summary.sessions)} definition={means.sessions} />
      <Tile id="detected" label="Violations detected" value={count(detected)} definition={means.detected} />
      <Tile
        id="prevented"
        label="Violations prevented"
        value={count(prevented)}
        note={ofDetected(prevented, detected)}
        definition={means.prevented}
      />
      <Tile
        id="shipped"
        label="Violations shipped"
        value={count(shipped)}
        note={ofDetected(shipped, detected)}
        definition={means.shipped}
      />
    </ul>
  )
}

export const Totals = ({ loaded, scope }: { loaded: Loaded<Summary>; scope: Scope }) => (
  <LoadedBlock
    id="block-totals"
    title="Totals"
    note={
      isFiltered(scope)
        ? 'Select a figure for its definition: filters change some.'
        : 'Select a figure for its definition.'
    }
    loaded={loaded}
    body={(summary) => <Tiles summary={summary} scope={scope} />}
  />
)
