// Luhn’s check digit (US patent 2,950,048): every second digit from the right is doubled. Pure.
// It must never walk over the same digits for each number that may begin or end among them.

/** Running sums of the digits, those at odd places doubled, and those at even ones: any stretch then costs two look-ups. */
export type LuhnSums = readonly [Uint32Array, Uint32Array]

/** @param digits ASCII digits alone */
export function luhnSums(digits: string): LuhnSums {
  const sums = [new Uint32Array(digits.length + 1), new Uint32Array(digits.length + 1)] as const
  for (let n = 0; n < digits.length; n += 1) {
    const digit = digits.charCodeAt(n) - 48
    const double = digit > 4 ? 2 * digit - 9 : 2 * digit
    sums[0][n + 1] = (sums[0][n] as number) + (n % 2 === 0 ? double : digit)
    sums[1][n + 1] = (sums[1][n] as number) + (n % 2 === 1 ? double : digit)
  }
  return sums
}

/** Whether the digits first…last (half-open) end with their check digit. */
export function passesLuhn(luhn: LuhnSums, first: number, last: number): boolean {
  const sums = luhn[last % 2] as Uint32Array
  return ((sums[last] as number) - (sums[first] as number)) % 10 === 0
}
