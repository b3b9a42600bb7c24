// Suggestions by a policy file of an operator, whose wordings may be as unlucky as they like.
import { describe, expect, it } from 'vitest'
import { parsePolicies } from '../../../functions/coach/policies/parse.ts'
import { NEUTRAL_TEXTS } from '../../../functions/coach/rewrite/neutral.ts'
import { rewrite } from '../../../functions/coach/rewrite/rewrite.ts'

const policy = (id: string, fields: string) => `
  - id: ${id}
    name: ${id}
    severity: low
    description: Ours.
    advice: Write it otherwise.
${fields}`
const fileOf = (policies: string, mend = '') => `policies:${policies}${mend}`

function answers(file: string, agent_draft: string) {
  const parsed = parsePolicies(file)
  if (!parsed.ok) throw new Error(parsed.lines.join('\n'))
  const { suggestion, alternates } = rewrite(parsed.set, { agent_draft })
  return { suggestion, violated: [suggestion, ...alternates].map((text) => parsed.set.violated(text)) }
}
const NOTHING = [[], [], []]

describe('wordings of an operator', () => {
  it('are refused by their line where they violate a policy themselves', () => {
    const file = fileOf(
      policy('A', '    patterns: [cheap]\n    sentences: [Thank you.]'),
      `
mend:
  A:
    reword:
      - match: "[cheap]"
        instead: [very cheap]
      - match: cheap
        sentence: [It is cheap.]
    caveats:
      - sentence: [Cheap it is.]
  B:
    unless_said: [x]
`,
    )
    expect(parsePolicies(file)).toEqual({
      ok: false,
      lines: ['line 18: mend.B is the id of no policy'],
    })
    expect(parsePolicies(file.slice(0, file.indexOf('  B:')))).toEqual({
      ok: false,
      lines: [
        'line 12: mend.A.reword.0 (very cheap) itself violates A',
        'line 14: mend.A.reword.1 (It is cheap.) itself violates A',
        'line 17: mend.A.caveats.0 (Cheap it is.) itself violates A',
      ],
    })
  })

  it('that violate only beside what stays are given up for another sentence', () => {
    const file = fileOf(
      policy(
        'A',
        '    patterns:\n      - { match: "[cheap] plan", instead: best }\n    sentences: [Thank you.]',
      ) + policy('B', '    patterns: ["best plan"]\n    sentences: [We are here to help.]'),
    )
    expect(answers(file, 'This cheap plan is yours.')).toEqual({
      suggestion: 'We are here to help.',
      violated: NOTHING,
    })
  })

  it('that lead back to one another end in another sentence too', () => {
    const file = fileOf(
      policy(
        'A',
        '    patterns:\n      - { match: "[cheap] plan", instead: low }\n    sentences: [Thank you.]',
      ) +
        policy(
          'B',
          '    patterns:\n      - { match: "[low] plan", instead: cheap }\n    sentences: [We are here to help.]',
        ),
    )
    expect(answers(file, 'This cheap plan is yours.').violated).toEqual(NOTHING)
  })

  it('keep the numbers and names of a sentence for which nothing fits', () => {
    const file = fileOf(policy('A', '    patterns: ["act now today"]\n    sentences: [Thank you.]'))
    expect(answers(file, 'So act now today and save 20% with Maria Lopez')).toEqual({
      suggestion: 'Regarding 20% and Maria Lopez: thank you.',
      violated: NOTHING,
    })
  })
})

describe('policies that leave hardly anything to say', () => {
  it('still get three texts that violate nothing', () => {
    const words = [
      ...new Set(
        NEUTRAL_TEXTS.join(' ')
          .toLowerCase()
          .match(/[a-z]+/g),
      ),
    ]
    const file = fileOf(
      policy('A', `    patterns: ["hello | ${words.join(' | ')}"]\n    sentences: [Bonjour.]`),
    )
    expect(answers(file, 'Hello.')).toEqual({ suggestion: 'Bonjour.', violated: NOTHING })
    expect(answers(file, 'hello 5')).toEqual({ suggestion: 'Regarding 5: bonjour.', violated: NOTHING })
  })
})
