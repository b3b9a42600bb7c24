// What the reports page takes besides the scope. It must never hold a filter: a link to other rows leaves these out.
import { exampleParameters } from './examples/examples.ts'
import { compareParameter, givenIn, scopeParameters } from './scope.ts'

/** Of single blocks: they stay when the filters change. */
export const ownParameters = compareParameter.extend(exampleParameters.shape)

export const pageParameters = scopeParameters.extend(ownParameters.shape)

/** Those of the page's own that are given, which its links to itself carry on. */
export const ownIn = (parameters: URLSearchParams): Record<string, string> =>
  givenIn(parameters, ownParameters)
