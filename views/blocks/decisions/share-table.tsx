// The step curve as numbers at round times. A share beyond the time for which any offer was watched is not known.
import type { DecidedShare } from '../../../functions/report/decisions/decisions.ts'
import { Figure, Unknown } from '../../figure.tsx'
import { count, percent } from '../../format.ts'
import { ScrollRegion } from '../../scroll-region.tsx'
import { time } from './words.ts'

const HEADS = ['Decided', '95\u00a0% interval', 'Watched']

const Row = ({ share: { after_s, decided_share, ci, at_risk } }: { share: DecidedShare }) => (
  <tr>
    <th scope="row" class="figure">
      {time(after_s)}
    </th>
    <td class="number">
      <Figure value={decided_share} as={percent} />
    </td>
    <td class="number">{ci === null ? <Unknown /> : `${percent(ci[0])} to ${percent(ci[1])}`}</td>
    <td class="number">{count(at_risk)}</td>
  </tr>
)

export const ShareTable = ({ shares }: { shares: DecidedShare[] }) => (
  <details id="decisions-table" class="fold">
    <summary>Decisions as a table</summary>
    <ScrollRegion label="Share of offers decided, as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">After</th>
            {HEADS.map((head) => (
              <th scope="col" class="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shares.map((share) => (
            <Row share={share} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  </details>
)
