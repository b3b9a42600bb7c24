// Looks at a page as many kinds of readers would, and names everything that would be in their way.
// It must never pass a page that was not there: the status is looked at first.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import type { Address } from './pages.ts'

export type Look = { width: number; colorScheme: 'light' | 'dark' }

/** Each theme and each end of the layout once: what colours do does not depend on the width. */
export const LOOKS: readonly Look[] = [
  { width: 320, colorScheme: 'dark' },
  { width: 1_280, colorScheme: 'light' },
]

const WIDTHS = [320, 768, 1_280, 1_920]

/** Every width in every theme. 320 px is also what 1,280 px are at 400 % zoom. */
export const ALL_LOOKS: readonly Look[] = WIDTHS.flatMap((width) => [
  { width, colorScheme: 'light' },
  { width, colorScheme: 'dark' },
])

const HEIGHT = 900

// target-size is WCAG 2.2 (AA), which axe leaves out unless it is asked for.
const RUN = `axe.run({ resultTypes: ['violations'], preload: false, rules: { 'target-size': { enabled: true } } })`

/** Everything that a reader could bring to light. */
const UNFOLD = `
  for (const details of document.querySelectorAll('details')) details.open = true
  document.querySelector('.pause')?.click()`

/** What can be operated but not reached by keyboard, or does not show that it is reached. */
const UNREACHED = `[...document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.disabled)
  .filter((part) => {
    part.focus({ focusVisible: true })
    const { outlineStyle, outlineWidth } = getComputedStyle(part)
    return document.activeElement !== part || part.tabIndex !== 0 || outlineStyle === 'none' || parseFloat(outlineWidth) < 2
  })
  .map((part) => part.outerHTML.slice(0, 200))`

/** What no reader should ever be told. */
const NONSENSE = `document.querySelector('main').innerText.match(/.*(?:\\bNaN|undefined|Infinity|\\[object).*/g) ?? []`

const SCROLLS_SIDEWAYS = `document.documentElement.scrollWidth > document.documentElement.clientWidth`

/** @returns one line for each fault of the page with everything unfolded, its updates paused */
export async function faultsAt(
  page: Page,
  origin: string,
  { path, status }: Address,
  looks: readonly Look[],
): Promise<string[]> {
  const answer = await page.goto(`${origin}${path}`)
  if (answer?.status() !== status) return [`${path}: answered ${answer?.status()} instead of ${status}`]
  return faultsHere(page, path, looks)
}

/** The same of what the page shows now. @param path what the lines call it */
export async function faultsHere(page: Page, path: string, looks: readonly Look[]): Promise<string[]> {
  await page.evaluate(UNFOLD)
  await page.evaluate(axe.source)
  const faults: string[] = []
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: HEIGHT })
    await page.emulateMedia({ colorScheme })
    const { violations } = await page.evaluate<{ violations: axe.Result[] }>(RUN)
    const sideways = await page.evaluate<boolean>(SCROLLS_SIDEWAYS)
    faults.push(
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${path} at ${width} px, ${colorScheme}: ${id} ${html.slice(0, 200)}`),
      ),
      ...(sideways ? [`${path} at ${width} px: scrolls sideways as a whole`] : []),
    )
  }
  await page.keyboard.press('Tab') // from here on the focus shows, whatever was clicked before
  const unreached = await page.evaluate<string[]>(UNREACHED)
  const nonsense = await page.evaluate<string[]>(NONSENSE)
  return [
    ...faults,
    ...unreached.map((part) => `${path}: is not reached by keyboard ${part}`),
    ...nonsense.map((line) => `${path}: says ${line}`),
  ]
}
