// The call of an operation as a line for the shell, made of the document's own examples.
import type { OperationObject } from './openapi-object.ts'

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** The path with its parameters filled in from their examples. */
export const examplePath = (path: string, { parameters = [] }: OperationObject): string =>
  parameters
    .filter((one) => one.in === 'path')
    .reduce(
      (filled, { name, example }) => filled.replace(`{${name}}`, encodeURIComponent(String(example))),
      path,
    )

/** @param origin where the product is served, such as http://127.0.0.1:8000 */
export function curlOf(origin: string, path: string, operation: OperationObject): string {
  const { parameters = [], requestBody, responses } = operation
  const query = new URLSearchParams(
    parameters.flatMap(({ in: where, name, example }) =>
      where === 'query' && example !== undefined ? [[name, String(example)] as [string, string]] : [],
    ),
  ).toString()
  const address = `${origin}${examplePath(path, operation)}${query && `?${query}`}`
  const success = responses['200']
  const options = [
    ...(success?.headers?.['Content-Disposition'] ? ['-OJ'] : []),
    ...(success?.content?.['text/event-stream'] ? ['-N'] : []),
    quoted(address),
  ]
  const [sent] = Object.entries(requestBody?.content ?? {})
  if (!sent) {
    const types = Object.keys(success?.content ?? {})
    const chosen = types.length > 1 && types.includes('application/json')
    return ['curl', ...options, ...(chosen ? ["-H 'accept: application/json'"] : [])].join(' ')
  }
  const [type, { example }] = sent
  if (type === 'application/x-www-form-urlencoded')
    return [
      `curl ${options.join(' ')}`,
      ...Object.entries(example as Record<string, string>).map(
        ([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`,
      ),
    ].join(' \\\n  ')
  return [
    `curl ${options.join(' ')}`,
    `-H 'content-type: ${type}'`,
    `-d ${quoted(JSON.stringify(example, null, 2).replaceAll('\n', '\n  '))}`,
  ].join(' \\\n  ')
}
