import { expect, it } from 'vitest'
import { dependencyFaults } from '../audit/dependencies.ts'

const metadata = { dependencies: { prod: 41, dev: 200, total: 241 } }

it('a vulnerable package is named with what is known of it, and with what brings it along', () => {
  const vulnerabilities = {
    left: {
      name: 'left',
      severity: 'high',
      range: '<1.2.3',
      via: [{ source: 1, title: 'It hangs', url: 'https://example.com/1' }],
    },
    right: { name: 'right', severity: 'low', range: '*', via: ['left'] },
  }
  expect(dependencyFaults(JSON.stringify({ vulnerabilities, metadata }))).toEqual({
    lines: ['41 packages that the product runs with'],
    faults: ['left <1.2.3 (high): It hangs https://example.com/1', 'right * (low): through left'],
  })
})

it('nothing known is no fault; a registry that cannot say is one', () => {
  expect(dependencyFaults(JSON.stringify({ vulnerabilities: {}, metadata })).faults).toEqual([])
  expect(dependencyFaults('{"message":"405 Method Not Allowed","error":{}}').faults).toEqual([
    'the registry could not be asked: 405 Method Not Allowed',
  ])
  expect(dependencyFaults('{}').faults).toEqual(['the registry could not be asked: it answers otherwise'])
})
