// The totals as tiles, each with its definition. It must never add up anything itself.
import type { Summary } from '../../functions/report/figures.ts'
import { type Loaded, LoadedBlock } from '../block.tsx'
import { Figure } from '../figure.tsx'
import { count, duration, percent } from '../format.ts'
import { AcceptRate } from './accept-rate.tsx'
import { Tile } from './tile.tsx'

const ofDetected = (part: number, detected: number) =>
  detected > 0 ? `${percent((100 * part) / detected)} of detected` : undefined

const Tiles = ({ summary }: { summary: Summary }) => {
  const { detected, prevented, shipped } = summary.violations
  return (
    <ul class="tiles">
      <AcceptRate summary={summary} />
      <Tile
        id="offered"
        label="Suggestions offered"
        value={count(summary.suggestions_offered)}
        note={`${count(summary.suggestions_accepted)} accepted or edited`}
        definition="Drafts for which the coach showed the agent a suggestion."
      />
      <Tile
        id="open"
        label="Open offers"
        value={count(summary.open_offers)}
        definition="Offers without an outcome so far. They count neither for nor against the accept rate."
      />
      <Tile
        id="latency"
        label="Average latency"
        value={<Figure value={summary.avg_latency_ms} as={duration} />}
        definition="The coach’s own time, averaged over offered and withheld events."
      />
      <Tile
        id="events"
        label="Events"
        value={count(summary.total_events)}
        definition="All events in the log, of every type."
      />
      <Tile
        id="sessions"
        label="Sessions"
        value={count(summary.sessions)}
        definition="A session belongs to the period in which its first event came, with all that it did later."
      />
      <Tile
        id="detected"
        label="Violations detected"
        value={count(detected)}
        definition="Policy violations that the coach found in drafts."
      />
      <Tile
        id="prevented"
        label="Violations prevented"
        value={count(prevented)}
        note={ofDetected(prevented, detected)}
        definition="Detected, and no longer in the final text: the text used when accepted or edited, else the draft."
      />
      <Tile
        id="shipped"
        label="Violations shipped"
        value={count(shipped)}
        note={ofDetected(shipped, detected)}
        definition="Detected, and still in the final text: the text used when accepted or edited, else the draft."
      />
    </ul>
  )
}

export const Totals = ({ loaded }: { loaded: Loaded<Summary> }) => (
  <LoadedBlock
    id="block-totals"
    title="Totals"
    note="Select a figure for its definition."
    loaded={loaded}
    body={(summary) => <Tiles summary={summary} />}
  />
)
