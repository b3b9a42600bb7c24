// Every route that an app has, taken from the app itself, each as a request that reaches it.
// It must never leave out a route because nobody listed it.
import type { Hono } from 'hono'

export type Asked = { method: string; path: string }

/** What stands in the place of a parameter. */
const PARAMETERS: Readonly<Record<string, string>> = { ':seq': '1', ':slug': 'not-found' }

/** What is not a route but middleware, or what is handed on: for every address. */
const EVERYTHING = /\*$/

/** @throws Error naming a parameter for which there is no value here */
// biome-ignore lint/suspicious/noExplicitAny: whatever its variables and schema are
export function everyRoute(app: Hono<any, any, any>): Asked[] {
  const asked = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !EVERYTHING.test(path))
    .map(({ method, path }) => ({ method, path: path.replaceAll(/:\w+(\{[^/]*\})?/g, standIn) }))
  const distinct = new Map(asked.map((one) => [`${one.method} ${one.path}`, one]))
  return [...distinct.values()]
}

function standIn(parameter: string): string {
  const value = PARAMETERS[parameter.replace(/\{.*$/, '')]
  if (value === undefined) throw new Error(`no value for ${parameter}: give it one`)
  return value
}
