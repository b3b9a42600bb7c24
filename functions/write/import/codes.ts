// Gives equal texts equal codes, so that what repeats in a batch travels once.

export class Codes {
  readonly texts: string[] = []
  readonly #codes = new Map<string, number>()

  /** @returns the code of the text, from 0 */
  of(text: string): number {
    let code = this.#codes.get(text)
    if (code === undefined) {
      code = this.texts.push(text) - 1
      this.#codes.set(text, code)
    }
    return code
  }
}

/** Codes of lists of texts; `texts` holds them as JSON. */
export class ListCodes {
  readonly #lists = new Codes()
  /** Most lists are empty or hold one text: looking that up saves writing the JSON. */
  readonly #empty = this.#lists.of('[]')
  readonly #singles = new Map<string, number>()

  get texts(): string[] {
    return this.#lists.texts
  }

  of(list: readonly string[]): number {
    if (list.length === 0) return this.#empty
    if (list.length > 1) return this.#lists.of(JSON.stringify(list))
    const [only] = list as [string]
    let code = this.#singles.get(only)
    if (code === undefined) {
      code = this.#lists.of(JSON.stringify(list))
      this.#singles.set(only, code)
    }
    return code
  }
}
