// What to do while there is nothing to report. It must never be shown together with figures.
import { Block } from '../block.tsx'

const firstEvent = (origin: string) => `curl ${origin}/events/coach \\
  -H 'content-type: application/json' \\
  -d '{
    "event": "offered",
    "session_id": "session-1",
    "agent_draft": "Your refund is guaranteed by tomorrow.",
    "policy_refs": ["ADV-6.2"],
    "latency_ms": 240
  }'`

type StartProps = {
  initialised: boolean
  /** Where this page is served, such as http://127.0.0.1:8000. */
  origin: string
  /** What happens here when there is something. */
  note?: string
}

export const Start = ({
  initialised,
  origin,
  note = 'The reports appear here by themselves.',
}: StartProps) => (
  <Block id="block-start" title="Database not initialised yet" note={note}>
    <ol class="steps">
      {!initialised && (
        <li>
          <p>
            Start the writer: it creates the database. If it runs elsewhere, let PUBLISHED_DIR name the folder
            that it publishes to.
          </p>
          <pre tabindex={0}>
            <code>npm start</code>
          </pre>
        </li>
      )}
      <li>
        <p>Post a first event.</p>
        <pre tabindex={0}>
          <code>{firstEvent(origin)}</code>
        </pre>
        <p>Or fill it with believable sample events.</p>
        <pre tabindex={0}>
          <code>{`npm run seed -- --events 500 --url ${origin}`}</code>
        </pre>
      </li>
    </ol>
  </Block>
)
