import { expect, it } from 'vitest'
import { ProblemPage } from '../../../views/problem-page.tsx'
import { page } from './props.ts'

it('the problem page says what happened, what to do and how to find it in the log', () => {
  const problem = {
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
  ]) {
    expect(html).toContain(said)
  }
  expect(html).not.toContain('aria-current')
})
