// Keys that come twice in a JSON object: JSON.parse keeps the last value and says nothing of the others.
// It must cost next to nothing where there are none: a text is read closely only when its colons do not add up.
import type { FieldError } from './problem.ts'

/** Letters of a key that are named: an answer does not send back what was sent. */
const MAX_NAMED = 40
/** Keys of one object that are named. */
const MAX_KEYS = 20

function colonsIn(text: string): number {
  let count = 0
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) count += 1
  return count
}

/**
 * The colons that an object's JSON holds when each of its keys comes once: one for each, and those within its texts.
 * NaN when something within it has keys of its own.
 */
function colonsOf(parsed: unknown): number {
  if (typeof parsed === 'string') return colonsIn(parsed)
  if (typeof parsed !== 'object' || parsed === null) return 0
  if (Array.isArray(parsed)) return Number.NaN
  let count = 0
  for (const key in parsed) {
    const value: unknown = (parsed as Record<string, unknown>)[key]
    count += 1 + colonsIn(key)
    if (typeof value === 'string') count += colonsIn(value)
    else if (Array.isArray(value)) {
      for (const item of value)
        if (typeof item === 'string') count += colonsIn(item)
        else if (typeof item === 'object' && item !== null) return Number.NaN
    } else if (typeof value === 'object' && value !== null) return Number.NaN
  }
  return count
}

/** A colon that is written as `\u003a` would stand in for one that is there. */
const hidesColons = (text: string) => text.includes('\\u003') && /\\u003a/i.test(text)

/**
 * What is wrong with an object whose JSON has a key more than once; objects within it are not looked at.
 * @param text valid JSON  @param parsed what JSON.parse made of it
 */
export function repeatedKeys(text: string, parsed: unknown): FieldError[] {
  if (colonsIn(text) === colonsOf(parsed) && !hidesColons(text)) return []
  return repeatedAt(text, 1).get(0) ?? []
}

/** The same of each object in an array, by its index; those without such keys are left out. */
export function repeatedKeysOfEach(
  text: string,
  parsed: readonly unknown[],
): ReadonlyMap<number, FieldError[]> {
  let colons = 0
  for (const element of parsed) colons += colonsOf(element)
  return colonsIn(text) === colons && !hidesColons(text) ? new Map() : repeatedAt(text, 2)
}

/** @returns the index behind the closing quote of the string that begins at `start` */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0
    while (text[quote - 1 - escapes] === '\\') escapes += 1
    if (escapes % 2 === 0) return quote + 1
  }
}

const SPACE = /[ \t\r\n]/

function isKey(text: string, end: number): boolean {
  let at = end
  while (SPACE.test(text[at] as string)) at += 1
  return text[at] === ':'
}

/** Reads valid JSON once. @param wanted the depth of the objects: 1 for the outermost */
function repeatedAt(text: string, wanted: 1 | 2): Map<number, FieldError[]> {
  const repeated = new Map<number, FieldError[]>()
  let keys = new Set<string>()
  let [depth, index] = [0, 0]
  const meet = (key: string) => {
    const errors = repeated.get(index) ?? []
    if (keys.has(key) && errors.length < MAX_KEYS) repeated.set(index, [...errors, twice(key)])
    keys.add(key)
  }
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') {
      const end = endOfString(text, at)
      if (depth === wanted && isKey(text, end)) meet(JSON.parse(text.slice(at, end)) as string)
      at = end - 1
    } else if (character === '{' || character === '[') {
      depth += 1
      if (depth === wanted) keys = new Set()
    } else if (character === '}' || character === ']') depth -= 1
    else if (character === ',' && depth === wanted - 1) index += 1
  }
  return repeated
}

/** What a terminal would act upon, and halves of characters. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu

function twice(key: string): FieldError {
  const named = key.slice(0, MAX_NAMED).replace(UNPRINTABLE, '\ufffd')
  return { path: named, message: `${named} must not come twice` }
}
