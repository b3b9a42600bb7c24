// SQL that reads policies from one text: a JSON array, or names with commas between them.

/**
 * @returns the list, whether the text was one, and its JSON as the API would be sent it
 */
export function policyList(text: string) {
  const isArray = `starts_with(ltrim(${text}), '[')`
  const listed = `CASE WHEN json_valid(${text}) THEN from_json(${text}, '["VARCHAR"]') END`
  const again = `CASE WHEN json_valid(${text}) THEN json(${text})::VARCHAR END`
  const names = `list_filter(list_transform(string_split(${text}, ','), lambda p: trim(p)), lambda p: p <> '')`
  return {
    value: `CASE WHEN ${isArray} THEN ${listed} ELSE ${names} END`,
    // Of an array, written out again, nothing may have changed: its numbers would have become texts.
    typed: `coalesce(NOT ${isArray} OR to_json(${listed})::VARCHAR = ${again}, ${text} IS NULL)`,
    json: `CASE WHEN ${isArray} AND json_valid(${text}) THEN ${text}::JSON WHEN ${isArray} THEN to_json(${text}) ELSE to_json(${names}) END`,
  }
}
