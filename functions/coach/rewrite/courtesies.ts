// A kind word before or after a text that needs no other change. It must never stand before a greeting or after a
// farewell, nor say what the text says already.
import { sentencesOf } from './sentences.ts'
import type { Tone } from './style.ts'

const OPENINGS: Readonly<Record<Tone | 'any', readonly string[]>> = {
  any: ['Thank you for reaching out.', 'Thank you for your message.'],
  formal: ['Thank you for contacting us.', 'Thank you for your message.'],
  friendly: ['Thanks so much for reaching out!', 'Thanks for your message!'],
  empathetic: ['I understand, and I am here to help.', 'I appreciate you reaching out.'],
}
const CLOSINGS: Readonly<Record<Tone | 'any', readonly string[]>> = {
  any: ['Please let me know if you have any questions.', 'I am happy to help with anything else.'],
  formal: ['Please do not hesitate to contact us with any questions.', 'I remain at your disposal.'],
  friendly: ["If there's anything else, just let me know!", "I'm happy to help with anything else!"],
  empathetic: [
    'I am here if anything is unclear.',
    'Please take your time, and let me know if anything is unclear.',
  ],
}

const GREETING = /^\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|welcome)\b/iu
const THANKS = /\b(?:thank|thanks|appreciate)\b/iu
const OFFERS =
  /\b(?:let me know|questions?|anything else|here to (?:help|assist)|happy to help|assist you)\b/iu
const FAREWELL =
  /(?:^|\n)\s*(?:best|kind|warm|many thanks|regards|sincerely|yours|cheers|take care|thanks)\b[^\n.?!]{0,40}[,.!]?\s*(?:\n[^\n]{0,60})?\s*$/iu

/** The text with a kind word, in several ways: those that suit it, and the others. */
export function withCourtesy(text: string, tone: Tone | null): { suited: string[]; others: string[] } {
  const opened = OPENINGS[tone ?? 'any'].map((one) => `${one} ${text}`)
  const closed = CLOSINGS[tone ?? 'any'].map((one) => ended(text, one))
  const opens = !GREETING.test(text) && !THANKS.test(text)
  const closes = !FAREWELL.test(text) && !OFFERS.test(text) && !asks(text)
  if (opens && closes) return { suited: opened.flatMap((one, n) => [one, closed[n] as string]), others: [] }
  if (opens || closes) return { suited: opens ? opened : closed, others: opens ? closed : opened }
  return { suited: [], others: [...closed, ...opened] }
}

const asks = (text: string) => /\?\W*$/u.test(text)

/** In the text's last paragraph, with a full stop before it where there is none. */
function ended(text: string, closing: string): string {
  const last = sentencesOf(text).at(-1)?.end ?? text.length
  const stop = /[\p{L}\p{N}%\])]$/u.test(text.slice(0, last)) ? '.' : ''
  return `${text.slice(0, last)}${stop} ${closing}${text.slice(last)}`
}
