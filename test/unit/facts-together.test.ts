// Questions asked at the same moment are answered by one reading of the files, and none is at the mercy of another.
import { expect, it } from 'vitest'
import type { Question } from '../../functions/report/snapshot/facts-statement.ts'
import { FactsTogether } from '../../functions/report/snapshot/facts-together.ts'

const of = (changes: Partial<Question['of']> = {}): Question['of'] => ({
  edges: [0, 1],
  bucket: null,
  policy: null,
  event: null,
  session: null,
  agent: null,
  ...changes,
})

/** Answers each question with its own text, and notes who was asked together. */
function answering(refused: string | null = null) {
  const asked: string[][] = []
  const together = new FactsTogether(async (questions) => {
    asked.push(questions.map(({ sql }) => sql))
    if (questions.some(({ sql }) => sql === refused)) throw new Error(`no ${refused}`)
    return questions.map(({ sql }) => [{ sql }])
  })
  return { asked, rowsOf: (sql: string, changes = {}) => together.rowsOf({ sql, of: of(changes) }) }
}

it('asks once for all questions of the same filters, whatever their periods, and gives each its own rows', async () => {
  const { asked, rowsOf } = answering()
  const late = Promise.resolve().then(() => rowsOf('late', { edges: [5, 9] }))
  expect(
    await Promise.all([rowsOf('first'), rowsOf('other', { bucket: 'on' }), rowsOf('second'), late]),
  ).toEqual([[{ sql: 'first' }], [{ sql: 'other' }], [{ sql: 'second' }], [{ sql: 'late' }]])
  expect(asked).toEqual([['first', 'second', 'late'], ['other']])
  await rowsOf('afterwards')
  expect(asked.at(-1)).toEqual(['afterwards'])
})

it('asks each alone when they cannot be answered together, so that only the one at fault has none', async () => {
  const { asked, rowsOf } = answering('faulty')
  const [first, faulty, second] = await Promise.allSettled([
    rowsOf('first'),
    rowsOf('faulty'),
    rowsOf('second'),
  ])
  expect([first, faulty.status, second]).toEqual([
    { status: 'fulfilled', value: [{ sql: 'first' }] },
    'rejected',
    { status: 'fulfilled', value: [{ sql: 'second' }] },
  ])
  expect(asked).toEqual([['first', 'faulty', 'second'], ['first'], ['faulty'], ['second']])
})
