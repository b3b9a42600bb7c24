import { expect, it } from 'vitest'
import { ProblemPage } from '../../../views/problem-page.tsx'
import { page } from './props.ts'

it('the problem page says what happened, what to do and how to find it in the log', () => {
  const problem = {
    type: '/problems/not-found',
    title: 'Not here',
    status: 404,
    detail: 'No <b>page</b>.',
    hint: 'See the README.',
    instance: 'urn:uuid:9',
  }
  const html = String(<ProblemPage assets={page().assets} {...problem} />)
  for (const said of [
    'Error 404',
    '<h1>Not here</h1>',
    'No &lt;b&gt;page&lt;/b&gt;.',
    'See the README.',
    'urn:uuid:9',
    '<a href="/problems/not-found">',
  ]) {
    expect(html).toContain(said)
  }
  expect(html).not.toContain('aria-current')
})

it('the problem page of an invalid request says what is wrong with each field, naming it', () => {
  const errors = [
    { path: 'bucket', message: 'bucket must be on or off' },
    { path: 'policy', message: 'must not be <empty>' },
  ]
  const problem = {
    type: '/problems/invalid-parameter',
    title: 'Not valid',
    status: 400,
    detail: 'The errors.',
    hint: 'See.',
    instance: 'urn:9',
  }
  const html = String(<ProblemPage assets={page().assets} {...problem} errors={errors} />)
  expect(html).toContain(
    '<ul><li>bucket must be on or off</li><li>policy: must not be &lt;empty&gt;</li></ul><p class="quiet">',
  )
  expect(html).toContain('<a href="/reports">')
})
