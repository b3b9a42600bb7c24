// Reads the curl lines of our own documentation, so that a test can do what they do without a shell.
// It knows the options that we write and no others: an unknown one is an error, never ignored.

export type Call = { url: string; init: { method: string; headers: Headers; body?: string } }

const WORD = /'([^']*)'|([^\s'\\]+)/g

/** @param line from `curl` on; quotes are single ones without an escape, a backslash only ends a line */
export function callOf(line: string): Call {
  const [command, ...words] = [...line.matchAll(WORD)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  if (command !== 'curl') throw new Error(`not a curl line: ${line}`)
  const headers = new Headers()
  let url = ''
  let body: string | undefined
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '-H') {
      const [name = '', value = ''] = (words.shift() ?? '').split(/: (.*)/s)
      headers.set(name, value)
    } else if (word === '-d') body = words.shift() ?? ''
    else if (word.startsWith('http')) url = word
    else if (word !== '-OJ' && word !== '-N') throw new Error(`curl ${word} is not known here`)
  }
  if (body === undefined) return { url, init: { method: 'GET', headers } }
  return { url, init: { method: 'POST', headers, body } }
}

/** The curl lines of a shell block, each with its continuation lines. */
export const curlLines = (block: string): string[] =>
  block.split(/^(?=curl )/m).filter((part) => part.startsWith('curl '))
