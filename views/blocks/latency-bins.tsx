// The histogram as numbers, for readers who cannot or do not want to read the picture.
// It must never round or merge a bin: the counts are exact.
import type { HistogramBin } from '../../functions/report/latency.ts'
import { count, duration } from '../format.ts'
import { ScrollRegion } from '../scroll-region.tsx'

export const LatencyBins = ({ bins }: { bins: HistogramBin[] }) => (
  <details id="latency-bins" class="fold">
    <summary>Histogram as a table</summary>
    <ScrollRegion label="Latency histogram as a table">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">
              From
            </th>
            <th scope="col" class="number">
              To (below)
            </th>
            <th scope="col" class="number">
              Drafts
            </th>
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => (
            <tr>
              <td class="number">{duration(bin.from_ms)}</td>
              <td class="number">{duration(bin.to_ms)}</td>
              <td class="number">{count(bin.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  </details>
)
