// A table of fields or parameters: name, what it takes, what it means.
import { ScrollRegion } from '../scroll-region.tsx'
import { Prose } from './prose.tsx'

export type Field = {
  /** With the path that leads to it: `events[].seq`. */
  name: string
  /** What it takes, in words. */
  type: string
  required: boolean
  /** What holds where it is left out, as JSON; null when there is nothing. */
  fallback: string | null
  description: string
  /** Of a parameter. */
  where?: 'path' | 'query' | 'header'
}

const Note = ({ required, fallback, where, sent }: Field & { sent: boolean }) => (
  <span class="quiet under">
    {[
      where === 'header' ? 'header' : '',
      sent && required ? 'required' : '',
      !sent && !required ? 'not always there' : '',
      fallback === null ? '' : `default ${fallback}`,
    ]
      .filter(Boolean)
      .join(', ')}
  </span>
)

/** @param props.sent whether clients send these; else they are answered */
export const FieldTable = ({
  label,
  fields,
  sent,
}: {
  label: string
  fields: readonly Field[]
  sent: boolean
}) => (
  <ScrollRegion label={label}>
    <table class="fields">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">{sent ? 'What it takes' : 'What it is'}</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr>
            <th scope="row">
              <code>{field.name}</code>
              <Note {...field} sent={sent} />
            </th>
            <td>{field.type}</td>
            <td>
              <Prose text={field.description} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollRegion>
)
