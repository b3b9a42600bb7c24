// SQL that reads a point in time from text.

const SHAPE = String.raw`\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?`

/** SQL: the TIMESTAMPTZ that the text names, or NULL. Without an offset it is in the zone of the connection. */
export const instant = (text: string) =>
  `CASE WHEN regexp_full_match(${text}, '${SHAPE}') THEN TRY_CAST(${text} AS TIMESTAMPTZ) END`
