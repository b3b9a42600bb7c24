// The filter bar: what is shown, and the ways to another view: plain links and a form, all state in the URL.
// It must never lie inside #blocks: a live update would wipe a form that is half filled in.
import type { Scope } from '../../functions/report/scope.ts'
import { IN_PARTS } from '../live-stream.tsx'
import { type Fields, FilterForm } from './filter-form.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { type FilterName, filterWords, periodInWords, restInWords } from './words.ts'

export type Filters = {
  /** The page that is filtered, and parameters of its own that stay when the filters change. */
  path: string
  kept: Record<string, string>
  /** `key` is the shortcut that leads there. */
  ranges: { label: string; key: string; href: string; current: boolean }[]
  /** The filters that the URL sets, each with the address of the page without it. */
  active: { name: FilterName; without: string }[]
  /** Whether figures are compared with the period before, and the address where it is otherwise. */
  comparing: { on: boolean; href: string } | null
  /** Where the page is as a file; null where it is not. */
  file: string | null
  fields: Fields
}

const Ranges = ({ ranges }: Pick<Filters, 'ranges'>) => (
  <ul class="ranges" aria-label="Period">
    {ranges.map(({ label, key, href, current }) => (
      <li>
        <a
          id={`range-${key}`}
          href={href}
          aria-current={current ? 'true' : undefined}
          aria-keyshortcuts={key}
        >
          {label}
        </a>
      </li>
    ))}
  </ul>
)

function Chips({ scope, active, path }: { scope: Scope } & Pick<Filters, 'active' | 'path'>) {
  const words = filterWords(scope)
  return (
    <ul class="chips" aria-label="Active filters">
      {active.map(({ name, without }) => (
        <li>
          <a class="chip" href={without}>
            <span class="visually-hidden">Remove </span>
            <span class="chip-text">{words[name]}</span>
            <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      <li>
        <a class="quiet" href={path}>
          Clear all
        </a>
      </li>
    </ul>
  )
}

export const FilterBar = ({
  scope,
  path,
  kept,
  ranges,
  active,
  comparing,
  file,
  fields,
}: { scope: Scope } & Filters) => (
  <section id="filters" aria-label="Filters" hx-boost:inherited={IN_PARTS}>
    {/* status: read out when the parts of the page were placed anew, and the first to have the focus then */}
    <p id="shown" class="shown" role="status" tabindex={-1}>
      <strong class="figure">{periodInWords(scope)}</strong>, {restInWords(scope)}
    </p>
    <div class="filter-links">
      <Ranges ranges={ranges} />
      {active.length > 0 && <Chips scope={scope} active={active} path={path} />}
      {comparing && (
        <a id="comparing" class="quiet" href={comparing.href}>
          {comparing.on ? 'Do not compare with the period before' : 'Compare with the period before'}
        </a>
      )}
      {file && (
        <a class="quiet" href={file} download>
          Download as a file
        </a>
      )}
      <Shortcuts shortcuts={ranges} />
    </div>
    <FilterForm {...fields} path={path} kept={kept} />
  </section>
)
