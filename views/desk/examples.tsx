// Drafts to begin with. While events wait in the page a link would lose them: then the examples are buttons of its form.
import { EXAMPLES } from '../../functions/desk/examples.ts'
import type { DeskProps } from './desk.tsx'

type ExamplesProps = Pick<DeskProps, 'typed'> & { waiting: boolean }

export const Examples = ({ typed, waiting }: ExamplesProps) => (
  <div class="examples">
    <h3 id="examples-title">Or begin with an example</h3>
    <ul aria-labelledby="examples-title">
      {EXAMPLES.map(({ name }, index) => (
        <li>
          {waiting ? (
            <button class="chip" type="submit" name="do" value={`example-${index + 1}`} formnovalidate>
              {name}
            </button>
          ) : (
            <a
              class="chip"
              href={`/live?${new URLSearchParams({
                session_id: typed.session_id,
                ...(typed.agent_id === '' ? {} : { agent_id: typed.agent_id }),
                example: String(index + 1),
              })}`}
            >
              {name}
            </a>
          )}
        </li>
      ))}
    </ul>
  </div>
)
