// A series as a table, folded away below its chart. It must never leave out a point, not even one without events.
import { Figure } from '../../figure.tsx'
import { ScrollRegion } from '../../scroll-region.tsx'

type Column = { name: string; values: (number | null)[]; as: (value: number) => string }

type PointTableProps = {
  id: string
  label: string
  /** Names the first column; `names` are its cells, and lead to `hrefs`. */
  head: string
  names: string[]
  hrefs: string[]
  columns: Column[]
}

export const PointTable = ({ id, label, head, names, hrefs, columns }: PointTableProps) => (
  <details id={id} class="fold">
    <summary>{label} as a table</summary>
    <ScrollRegion label={`${label} over time as a table`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map(({ name }) => (
              <th scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, index) => (
            <tr>
              <th scope="row" class="figure">
                <a href={hrefs[index]}>{name}</a>
              </th>
              {columns.map(({ values, as }) => (
                <td class="number">
                  <Figure value={values[index] ?? null} as={as} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  </details>
)
