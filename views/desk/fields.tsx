// The fields of the desk, each with its label and with what is wrong with it. What they hold is other people's text.
import type { Child } from 'hono/jsx'
import type { DeskProps } from './desk.tsx'

type FieldProps = { name: string; label: string; faults: DeskProps['faults']; children: Child }

const faultOf = (faults: DeskProps['faults'], name: string) => faults.find(({ path }) => path === name)

export const Field = ({ name, label, faults, children }: FieldProps) => {
  const fault = faultOf(faults, name)
  return (
    <div class="field">
      <label for={`desk-${name}`}>{label}</label>
      {children}
      {fault && (
        <p class="fault" id={`desk-${name}-fault`}>
          {fault.message}
        </p>
      )}
    </div>
  )
}

/** What a field with a fault says of itself; the first one takes the focus. */
const faultMarks = (faults: DeskProps['faults'], focus: DeskProps['focus'], name: string) =>
  faultOf(faults, name) && {
    'aria-invalid': 'true' as const,
    'aria-describedby': `desk-${name}-fault`,
    [focus]: faults[0]?.path === name,
  }

type LineProps = Pick<DeskProps, 'faults' | 'focus'> & {
  name: string
  label: string
  value: string
  required?: true
}

export const Line = ({ name, label, value, faults, focus, required }: LineProps) => (
  <Field name={name} label={label} faults={faults}>
    <input
      id={`desk-${name}`}
      name={name}
      value={value}
      maxlength={200}
      required={required}
      spellcheck={false}
      autocapitalize="off"
      {...faultMarks(faults, focus, name)}
    />
  </Field>
)

type TextProps = LineProps & { rows: number; max: number }

// The line break after the tag is not part of the text: without it the first one of the text would be lost.
export const Text = ({ name, label, value, rows, max, faults, focus, required }: TextProps) => (
  <Field name={name} label={label} faults={faults}>
    <textarea
      id={`desk-${name}`}
      name={name}
      rows={rows}
      maxlength={max}
      required={required}
      dir="auto"
      {...faultMarks(faults, focus, name)}
    >
      {`\n${value}`}
    </textarea>
  </Field>
)
