// What a row shows of a long text, so that a page of many rows stays small. Pure.

/** Characters of a text in a table of events: the page of the event has all of it. */
const IN_A_ROW = 2_000

/** The text itself when it is short, else its first `length` units. A character of two halves is never cut in the middle. */
export const beginning = (text: string, length = IN_A_ROW): string =>
  text.length <= length ? text : `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')} …`
