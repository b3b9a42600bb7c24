// The policy file as an operator meets it: what is refused, by which line, and what a change does while the product runs.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parsePolicies } from '../../../functions/coach/policies/parse.ts'
import { PolicyFile } from '../../../functions/coach/policies/policy-file.ts'
import { SHIPPED_POLICIES } from '../../../functions/coach/policies/shipped.ts'
import { testFolder } from '../../support/folder.ts'

const SHIPPED = readFileSync(SHIPPED_POLICIES, 'utf8')

const TONE = `policies:
  - id: TONE
    name: Tone
    severity: low
    description: Be kind.
    advice: Say it kindly.
    patterns:
      - match: "shut up"
    sentences: [Please let me finish.]
`

function logged() {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line).msg) })
  return { log, lines }
}

describe('the shipped policies', () => {
  it('are read, in this order', () => {
    const parsed = parsePolicies(SHIPPED)
    expect(parsed.ok ? parsed.set.policies.map(({ id, severity }) => [id, severity]) : parsed.lines).toEqual([
      ['ADV-6.2', 'high'],
      ['PII-SSN', 'critical'],
      ['PII-PAN', 'critical'],
      ['DISC-1.1', 'medium'],
      ['TONE', 'low'],
    ])
  })
})

describe('a policy file', () => {
  it.each([
    ['policies: [', ['line 1: unexpected end of the stream within a flow collection']],
    ['words: {}', ['line 1: policies is missing']],
    [
      TONE.replace('severity: low', 'severity: mild'),
      ['line 4: policies.0.severity must be one of low, medium, high, critical'],
    ],
    [
      TONE.replace('advice:', 'advise:'),
      ['line 2: policies.0.advice is missing', 'line 6: policies.0.advise is not a field here'],
    ],
    [
      TONE.replace('shut up', '(a+)+b'),
      ['line 8: policies.0.patterns.0 ((a+)+b) has a + that patterns do not know'],
    ],
    [
      TONE.replace('shut up', '<rude>'),
      ['line 8: policies.0.patterns.0 (<rude>) names <rude>, which is no list of words above it'],
    ],
    [TONE.replace('Please', 'Shut up, please'), ['line 9: policies.0.sentences itself violates TONE']],
  ])('is refused by the line of each fault: %#', (yaml, lines) => {
    expect(parsePolicies(yaml)).toEqual({ ok: false, lines })
  })
})

describe('an open policy file', () => {
  it('serves a change as soon as it was looked at', async () => {
    const { log, lines } = logged()
    const path = join(testFolder(), 'policies.yaml')
    writeFileSync(path, TONE)
    const file = await PolicyFile.open(path, log)
    onTestFinished(() => file.close())
    expect(file.current.violated('Whatever. Shut up.')).toEqual(['TONE'])
    writeFileSync(path, TONE.replace('shut up', 'whatever you say'))
    await file.look()
    expect(file.current.violated('Whatever. Shut up.')).toEqual([])
    expect(lines).toEqual([`${path} was read again`])
  })

  it('keeps what it had, and says so once, where a change cannot be read', async () => {
    const { log, lines } = logged()
    const path = join(testFolder(), 'policies.yaml')
    writeFileSync(path, TONE)
    const file = await PolicyFile.open(path, log)
    onTestFinished(() => file.close())
    const before = file.current
    writeFileSync(path, TONE.replace('severity: low', 'severity: mild'))
    await file.look()
    await file.look()
    expect(file.current).toBe(before)
    expect(lines).toEqual([
      `${path}:4: policies.0.severity must be one of low, medium, high, critical; the former policies stay`,
    ])
  })

  it('taken as sound says all that one says which is compiled at once', async () => {
    const path = join(testFolder(), 'policies.yaml')
    writeFileSync(path, TONE)
    const files = [
      await PolicyFile.open(path, logged().log),
      await PolicyFile.openChecked(path, logged().log),
    ]
    const [now, later] = files.map((file) => {
      file.close()
      const { current } = file
      return [
        ...[current.policies, current.version, current.redactsFrom, current.repairs],
        ...[
          current.detect('Shut up. Do.'),
          current.violated('Shut up.'),
          current.violates('Shut up.', 'TONE'),
        ],
        ...[current.redact('Shut up.'), current.findings('Shut up.'), current.sentences('Shut up. Do.')],
        ...[current.rewordings('Shut up.', new Set(['TONE'])), current.says('Shut up.', 'TONE')],
        current.caveat('Shut up.', 'TONE'),
      ]
    })
    expect(later).toEqual(now)
  })

  it('taken as sound without being so tells it to whoever has a text searched', async () => {
    const path = join(testFolder(), 'policies.yaml')
    writeFileSync(path, TONE.replace('shut up', '(a+)+b'))
    const file = await PolicyFile.openChecked(path, logged().log)
    onTestFinished(() => file.close())
    expect(file.current.policies.map(({ id }) => id)).toEqual(['TONE'])
    expect(() => file.current.violated('Whatever.')).toThrow(
      `${path}:8: policies.0.patterns.0 ((a+)+b) has a + that patterns do not know`,
    )
  })

  it('is refused at the start by its name and line', async () => {
    const path = join(testFolder(), 'policies.yaml')
    writeFileSync(path, TONE.replace('shut up', '(a+)+b'))
    await expect(PolicyFile.open(path, logged().log)).rejects.toMatchObject({
      message: `${path}:8: policies.0.patterns.0 ((a+)+b) has a + that patterns do not know`,
      exitCode: 2,
    })
  })
})
