// What the reports page takes besides the scope. It must never hold a filter: a link to other rows leaves these out.
import { z } from 'zod'
import { exampleParameters } from './examples/examples.ts'
import { compareParameter, givenIn, scopeParameters } from './scope.ts'

const experimentParameter = z.object({
  experiment: z
    .enum(['compute'], 'experiment must be compute')
    .optional()
    .describe(
      '`compute`: also where an agent or a policy makes it take a while; those figures do not follow the log.',
    ),
})

/** Of single blocks. */
export const ownParameters = compareParameter
  .extend(exampleParameters.shape)
  .extend(experimentParameter.shape)

export const pageParameters = scopeParameters.extend(ownParameters.shape)

/** Those of the page's own that stay when the filters change: what takes long is asked for each time. */
export function keptOf({ experiment: _, ...kept }: Record<string, string>): Record<string, string> {
  return kept
}

/** Those of the page's own that are given, which its links to itself carry on. */
export const ownIn = (parameters: URLSearchParams): Record<string, string> =>
  givenIn(parameters, ownParameters)
