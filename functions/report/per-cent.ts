// Rates as reports state them.

/** Two decimals of a per cent: finer than any interval they come with. @param fraction from 0 to 1 */
export const perCent = (fraction: number): number => Math.round(fraction * 10_000) / 100
