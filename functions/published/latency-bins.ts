// The bins in which latencies are counted, so that percentiles can be summed from rollups.
// Form of HdrHistogram (Tene): from 200 ms on 50 to 100 linear steps per octave, so a bin is at most 2 % of its value wide; below, exact.

/** Largest relative distance between a value and the middle of its bin. */
export const LATENCY_ERROR_BOUND = 0.01

/** SQL for the lower edge (ms) of the bin that holds the whole number of milliseconds in `column`. */
export const binEdgeSql = (column: string) =>
  `CASE WHEN ${column} < 200 THEN ${column}
        ELSE (${column} // (1 << floor(log2(${column} // 50))::INTEGER)) * (1 << floor(log2(${column} // 50))::INTEGER) END`

/** Width (ms) of the bin that starts at `edge`: 1 below 200, then 4, 8, 16 … doubling with the value. */
export const binWidth = (edge: number) => (edge < 200 ? 1 : 2 ** Math.floor(Math.log2(Math.floor(edge / 50))))

/** The whole millisecond that stands for a bin: within LATENCY_ERROR_BOUND of every value in it. */
export const binMiddle = (edge: number) => edge + Math.floor(binWidth(edge) / 2)
