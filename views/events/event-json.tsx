// An event as JSON, the same as /events/recent has it, to be copied. The button comes with the script that it needs.
import type { EventRow } from '../../functions/report/recent.ts'
import { Block } from '../block.tsx'

export const EventJson = ({ event }: { event: EventRow }) => (
  <Block id="event-json" title="JSON">
    <p class="copy">
      <button type="button" data-copy="event-json-text" hidden>
        Copy as JSON
      </button>{' '}
      <a href={`/events/recent?before=${event.seq + 1}&limit=1`}>The same at its own address</a>{' '}
      <span class="quiet" role="status" id="event-json-text-copied" />
    </p>
    <pre class="wrapped" tabindex={0}>
      <code id="event-json-text">{JSON.stringify(event, null, 2)}</code>
    </pre>
  </Block>
)
