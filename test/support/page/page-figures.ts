// Every figure of the reports page by its place there: what a table's row and column, a term, a tile, a picture or a
// sentence says. It must never pass over one: any text with a digit, or that says something is not known, is in it.
import { all, type Element, isElement, type Node, named, textOf } from './html-tree.ts'

/** By place, such as `Histogram as a table / 50 ms / Drafts`. */
export type Figures = Record<string, string>

/** What names a figure, or says when there is none, is no figure. */
const NAMES = /95 % interval|p95 latency|without resolved offers it is not known/g
export const isFigure = (text: string) => /\d|not known/.test(text.replace(NAMES, ''))

/** What is said beside the figures, in the order of the page. */
const IN_WORDS = 'in words'
export const at = (...parts: string[]) => parts.filter((part) => part !== '').join(' / ')

const childrenOf = ({ children }: Element) => children.filter(isElement)
const contains = (element: Element, names: readonly string[]) =>
  all(element, ({ name }) => names.includes(name)).length > 0

/** @throws Error when two figures have one place */
function together(parts: readonly Figures[]): Figures {
  const found: Figures = {}
  for (const [place, text] of parts.flatMap((part) => Object.entries(part))) {
    if (place in found && !place.endsWith(IN_WORDS)) throw new Error(`there are two figures at ${place}`)
    found[place] = place in found ? `${found[place]} | ${text}` : text
  }
  return found
}

function ofTable(table: Element, place: string): Figures {
  const [head = [], ...rows] = named(table, 'tr').map(childrenOf)
  const columns = head.map((cell) => textOf(cell))
  const cells = rows.flatMap(([first, ...others]) =>
    others.map((cell, index) => [textOf(first as Element), columns[index + 1] ?? '', textOf(cell)] as const),
  )
  // A column without a name holds drawings.
  const named_ = cells.filter(([, column]) => column !== '')
  return together(named_.map(([row, column, text]) => ({ [at(place, row, column)]: text })))
}

function ofTerms(list: Element, place: string): Figures {
  const groups = all(list, (one) => childrenOf(one).some(({ name }) => name === 'dt'))
  return together(
    groups.map((group) => {
      const [term, ...figures] = childrenOf(group)
      return { [at(place, textOf(term as Element))]: textOf(...figures) }
    }),
  )
}

/** What it shows, and what stands behind it beside its definition: the figure of the period before. */
function ofTile(tile: Element): Figures {
  const [summary, ...behind] = childrenOf(tile) as [Element, ...Element[]]
  const [label = '', ...figure] = summary.children
  const before = behind.map((one) => textOf(one)).find((text) => text.startsWith('Previous: '))
  const name = textOf(label)
  return { [name]: textOf(...figure), ...(before !== undefined && { [at(name, 'before')]: before }) }
}

/** What it is called, what it says of each of its parts, and what is written in it. */
const ofPicture = (picture: Element, place: string): Figures => ({
  [at(place, 'picture')]: picture.attributes['aria-label'] ?? '',
  [at(place, 'parts')]: named(picture, 'title')
    .map(({ children }) => textOf(...children))
    .join(' | '),
  [at(place, 'marks')]: named(picture, 'text')
    .map((mark) => textOf(mark))
    .join(' | '),
})

/** Prose that says what figures mean has one at most: how exact they are. */
function ofMeaning(meaning: Element, place: string): Figures {
  const [, bound] = /within ([\d.]+ %) of the exact/.exec(textOf(meaning)) ?? []
  return bound === undefined ? {} : { [at(place, 'error bound')]: bound }
}

/** Of a metric's definition, what stands beside its name. */
function ofMetric(definition: Element, place: string): Figures {
  const [summary] = childrenOf(definition)
  return { [at(place, titleIn(definition) as string, 'kind')]: textOf(...(summary?.children.slice(1) ?? [])) }
}

const hasId = (name: RegExp) => (element: Element) => name.test(element.attributes.id ?? '')

/** The first that fits an element says what of it is a figure. */
const KINDS: readonly [
  fits: (element: Element) => boolean,
  of: (element: Element, place: string) => Figures,
][] = [
  [({ attributes }) => attributes['aria-hidden'] === 'true', () => ({})],
  [({ name }) => /^h[23]$/.test(name), () => ({})],
  [({ name }) => name === 'table', ofTable],
  [({ name }) => name === 'dl', ofTerms],
  [({ name, attributes }) => name === 'svg' && 'aria-label' in attributes, ofPicture],
  [hasId(/^tile-/), ofTile],
  [hasId(/^(decisions-meaning|experiment-reading)$/), ofMeaning],
  [hasId(/^experiment-/), ofMetric],
  // Of a text and what was sent instead, its place in the log.
  [
    hasId(/^example-/),
    (one, place) => ({ [at(place, one.attributes.id as string)]: textOf(one.children[0] ?? '') }),
  ],
  [
    ({ name }) => name === 'details',
    (fold, place) => ofNodes(fold.children, at(place, textOf(fold.children[0] ?? ''))),
  ],
  [
    (one) => one.name === 'p' || !contains(one, ['dl', 'table', 'details', 'svg', 'p', 'li', 'h2', 'h3']),
    (one, place) => inWords(place, textOf(one)),
  ],
  [() => true, (one, place) => ofNodes(one.children, place)],
]

const inWords = (place: string, text: string): Figures =>
  isFigure(text) ? { [at(place, IN_WORDS)]: text } : {}

/** The heading that an element is, or holds above no figure: what follows it is under that name. */
function titleIn(element: Element): string | undefined {
  const title = named(element, 'h3')[0]
  const above = hasId(/^experiment-/)(element) || !contains(element, ['dl', 'table', 'details', 'svg', 'p'])
  return title !== undefined && above ? textOf(title) : undefined
}

/** @param place where the nodes are; a heading among them leads to a place of its own */
function ofNodes(nodes: readonly Node[], place: string): Figures {
  let under = place
  return together(
    nodes.map((node) => {
      if (!isElement(node)) return inWords(under, textOf(node))
      const [, of] = KINDS.find(([fits]) => fits(node)) ?? []
      const figures = of?.(node, hasId(/^experiment-/)(node) ? place : under) ?? {}
      const title = titleIn(node)
      if (title !== undefined) under = at(place, title)
      return figures
    }),
  )
}

/** Of each block of the page, by its id without `block-`. */
export const figuresOfPage = (page: Element): Record<string, Figures> =>
  Object.fromEntries(
    all(page, ({ name }) => name === 'section')
      .filter(hasId(/^block-/))
      .map((block) => [(block.attributes.id as string).replace('block-', ''), ofNodes(block.children, '')]),
  )
