// The experiment for a page with any filters, which is drawn again whenever events come: what would take long each time
// is computed on request. What it cannot be narrowed to is an answer there, and no failure.
import { type FieldError, Problem } from '../../problem.ts'
import type { Experiment } from './schema.ts'
import { MAX_GROUPED } from './sums.ts'

/** Events that drawing a page may group by session: some 50 ms of work. */
const MAX_GROUPED_UNASKED = 250_000

/** Why there is no comparison under the filters asked for, by filter. */
export type Refused = { refused: readonly FieldError[] }
/** Figures of so many events, which take a while; null: nobody asked for them yet. */
export type OnRequest = { grouped: number; figures: Experiment | null }
export type PageExperiment = Experiment | Refused | OnRequest

/** @param most MAX_GROUPED_UNASKED unless replaced here */
export async function experimentOnPage(
  { eventsToGroup, compute }: { eventsToGroup: () => Promise<number>; compute: () => Promise<Experiment> },
  asked: boolean,
  most = MAX_GROUPED_UNASKED,
): Promise<PageExperiment> {
  const grouped = await eventsToGroup()
  if (grouped <= most || grouped > MAX_GROUPED) return unlessRefused(compute())
  if (!asked) return { grouped, figures: null }
  const figures = await unlessRefused(compute())
  return 'refused' in figures ? figures : { grouped, figures }
}

/** The figures, or what the report said against the filters. Any other error is thrown on. */
const unlessRefused = (figures: Promise<Experiment>): Promise<Experiment | Refused> =>
  figures.catch((error) => {
    if (error instanceof Problem && error.slug === 'invalid-parameter' && error.errors !== undefined)
      return { refused: error.errors }
    throw error
  })
