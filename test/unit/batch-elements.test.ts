import { expect, it } from 'vitest'
import { elementsOf } from '../../functions/write/batch-elements.ts'

const read = (text: string, ndjson = false) =>
  elementsOf({ body: new TextEncoder().encode(text), ndjson, atomic: false })

/** Two megabytes of it, and no end: whoever parsed that would say that it is no JSON. */
const endless = (unit: string) => unit.repeat((2 * 1024 * 1024) / unit.length)

it.each([
  ['lists within lists', endless('['), false],
  ['empty lists', `[${endless('[],')}`, false],
  ['objects within objects', endless('{"":'), false],
  ['empty objects', `[${endless('{},')}`, false],
  ['lines of lists within lists', endless('[[[[[[[[\n'), true],
  ['lines of nothing', endless('0\n'), true],
])('a batch of nothing but %s is too large before anything is made of it', (_, text, ndjson) => {
  expect(() => read(text, ndjson)).toThrow(expect.objectContaining({ slug: 'body-too-large' }))
})

it('a list of too many numbers is too large', () => {
  expect(() => read(`[${'1,'.repeat(200_000)}1]`)).toThrow(
    expect.objectContaining({ slug: 'body-too-large' }),
  )
})

it('brackets within texts are no lists, however many', () => {
  const draft = '[{'.repeat(250_000)
  expect(read(JSON.stringify([{ agent_draft: draft }, { agent_draft: '\\"[{' }]))).toEqual([
    { value: { agent_draft: draft } },
    { value: { agent_draft: '\\"[{' } },
  ])
})

it('an element with a key that comes twice, and a line that is no JSON, are told apart from the others', () => {
  const twice = [{ path: 'a', message: 'a must not come twice' }]
  expect(read('[{"a":1},{"a":1,"a":2}]')).toEqual([{ value: { a: 1 } }, { value: { a: 2 }, errors: twice }])
  expect(read('{"a":1}\n{"a":\n\n{"a":1,"a":2}', true)).toEqual([
    { value: { a: 1 } },
    { value: undefined, errors: [{ path: '', message: 'The line is not valid JSON.' }] },
    { value: { a: 2 }, errors: twice },
  ])
})
