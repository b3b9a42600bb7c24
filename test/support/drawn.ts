// A kind of thing drawn by chance, each by its share.

/** @param shares of all kinds; together 1  @param at 0 to 1 */
export function drawn<Kind extends string>(shares: Readonly<Record<Kind, number>>, at: number): Kind {
  const kinds = Object.keys(shares) as Kind[]
  let end = 0
  return (
    kinds.find((kind) => {
      end += shares[kind]
      return at < end
    }) ?? (kinds[0] as Kind)
  )
}
