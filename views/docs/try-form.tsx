// The form with which an address is tried. Without a script a GET is a plain form, and leads to the answer; try.js
// (see there) shows the answer below it. It must never hold a key: that is in the page's one field, and in memory only.
import { Prose } from './prose.tsx'

type Input = {
  name: string
  /** Only a script can send a header. */
  header: boolean
  /** Nothing is sent without it. */
  required: boolean
  choices: readonly string[] | null
  number: { max: number | null } | null
  maxLength: number | null
  /** Shown where nothing is typed yet. */
  hint: string
}

export type TryProps = {
  id: string
  method: 'get' | 'post'
  action: string
  inputs: readonly Input[]
  /** The body to begin with; null when there is none. */
  body: string | null
  /** Whether the answer can be shown in the page; else the form leads to it. */
  shown: boolean
}

function Control({ id, input }: { id: string; input: Input }) {
  const { name, header, required, choices, number, maxLength, hint } = input
  const sent = { ...(header ? { 'data-header': name } : { name }), required }
  if (choices)
    return (
      <select id={id} {...sent}>
        <option value="">not given</option>
        {choices.map((choice) => (
          <option value={choice}>{choice}</option>
        ))}
      </select>
    )
  return (
    <input
      id={id}
      {...sent}
      inputmode={number ? 'numeric' : undefined}
      pattern={number ? '[0-9]*' : undefined}
      maxlength={maxLength ?? undefined}
      placeholder={hint}
      spellcheck={false}
      autocapitalize="off"
    />
  )
}

const InputField = ({ id, input }: { id: string; input: Input }) => (
  <div class="field" hidden={input.header} data-script={input.header || undefined}>
    <label for={id}>{input.name}</label>
    <Control id={id} input={input} />
  </div>
)

const Body = ({ id, body, action }: { id: string; body: string; action: string }) => (
  <div class="field field-wide">
    <label for={id}>Body</label>
    <textarea id={id} data-body rows={12} spellcheck={false} autocapitalize="off">
      {body}
    </textarea>
    <p class="quiet">
      <Prose text={`This really sends it to \`${action}\`: what is stored stays in the log.`} />
    </p>
  </div>
)

export const TryForm = ({ id, method, action, inputs, body, shown }: TryProps) => (
  <>
    {method === 'post' && (
      <p class="quiet" data-no-script>
        Sending a body needs JavaScript here; the curl line does the same.
      </p>
    )}
    <form
      class="try"
      method={method}
      action={action}
      autocomplete="off"
      hidden={method === 'post'}
      data-script={method === 'post' || undefined}
      data-try={shown || undefined}
    >
      {inputs.map((input) => (
        <InputField id={`${id}-${input.name}`} input={input} />
      ))}
      {body !== null && <Body id={`${id}-body`} body={body} action={action} />}
      <button type="submit" aria-label={`Send ${method.toUpperCase()} ${action}`}>
        Send
      </button>
    </form>
    {shown && (
      <div class="try-answer" hidden>
        <p role="status" />
        <pre tabindex={0}>
          <code />
        </pre>
      </div>
    )}
  </>
)
