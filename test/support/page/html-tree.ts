// A page of ours as a tree: hono/jsx closes every element and quotes every attribute, so that this is all it takes.
// It must never read what is not so: whatever is left open is an error.

export type Element = { name: string; attributes: Record<string, string>; children: Node[] }
export type Node = Element | string

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'wbr'])
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const TAG = /<!DOCTYPE html>|<(\/?)([a-z][a-z0-9-]*)((?:\s[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>/gi

const decoded = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name] ?? '')

const attributesOf = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, decoded(value)]),
  ) as Record<string, string>

/** @throws Error naming the element that is not closed, or closed twice */
export function htmlTree(html: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  let at = 0
  const parent = () => open.at(-1) as Element
  for (const tag of html.matchAll(TAG)) {
    if (tag.index > at) parent().children.push(decoded(html.slice(at, tag.index)))
    at = tag.index + tag[0].length
    const [, closes, name, attributes = '', closed] = tag
    if (name === undefined) continue
    if (closes) {
      if (open.length === 1 || open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`)
      continue
    }
    const element: Element = { name, attributes: attributesOf(attributes), children: [] }
    parent().children.push(element)
    if (!closed && !VOID.has(name)) open.push(element)
  }
  if (open.length > 1) throw new Error(`<${parent().name}> is not closed`)
  return root
}

export const isElement = (node: Node): node is Element => typeof node !== 'string'

/** The element and all in it for which `is` says so, in their order. */
export function all(element: Element, is: (element: Element) => boolean): Element[] {
  const within = element.children.filter(isElement).flatMap((child) => all(child, is))
  return is(element) ? [element, ...within] : within
}

export const named = (element: Element, name: string): Element[] => all(element, (one) => one.name === name)

export const byId = (element: Element, id: string): Element | undefined =>
  all(element, ({ attributes }) => attributes.id === id)[0]

const rawTextOf = (node: Node): string => {
  if (!isElement(node)) return node
  // What assistive technology leaves out is decoration, and no figure.
  if (node.attributes['aria-hidden'] === 'true' || node.name === 'title') return ''
  const text = node.children.map(rawTextOf).join('')
  return INLINE.has(node.name) && !node.attributes.class?.includes('under') ? text : ` ${text} `
}
const INLINE = new Set(['a', 'abbr', 'b', 'code', 'del', 'em', 'ins', 'strong'])

/** What a reader has of it, with single spaces. */
export const textOf = (...nodes: Node[]): string =>
  nodes
    .map(rawTextOf)
    .join('')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/ ([.,;:)])/g, '$1')
    .replace(/\( /g, '(')
    .trim()
