// The texts that a caller wants in a suggestion, after the draft, each once and only where it is missing. Policies come
// before them: one that violates is mended like the draft, and one for which there is no room is left out and named.
import { MAX_TEXT } from './mend.ts'

/** A text is there when its letters and digits are, in any case and however they are spaced. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%$€£]+/gu, ' ')
    .trim()

/** @returns the draft with what it lacked, what that was, and how many of the wanted texts there was no room for */
export function withDisclosures(
  draft: string,
  wanted: readonly string[],
): { text: string; added: string[]; leftOut: number } {
  const added: string[] = []
  let [text, leftOut] = [draft.trimEnd(), 0]
  let standing = ` ${plain(draft)} `
  for (const one of wanted.map((disclosure) => disclosure.trim())) {
    const words = plain(one)
    if (words === '' || standing.includes(` ${words} `)) continue
    const stop = /[\p{L}\p{N}%\])]$/u.test(text) ? '.' : ''
    const space = /\n\s*\n/u.test(draft) ? '\n\n' : text === '' ? '' : ' '
    if (text.length + stop.length + space.length + one.length > MAX_TEXT) {
      leftOut += 1
      continue
    }
    text = `${text}${stop}${space}${one}`
    standing += `${words} `
    added.push(one)
  }
  return { text: added.length === 0 ? draft : text, added, leftOut }
}
