// What the coach suggests instead of single drafts, by the shipped policies: the whole answer, in words.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsePolicies } from '../../../functions/coach/policies/parse.ts'
import { SHIPPED_POLICIES } from '../../../functions/coach/policies/shipped.ts'
import { rewrite } from '../../../functions/coach/rewrite/rewrite.ts'

const parsed = parsePolicies(readFileSync(SHIPPED_POLICIES, 'utf8'))
if (!parsed.ok) throw new Error(parsed.lines.join('\n'))
const { set } = parsed
const suggested = (agent_draft: string) => rewrite(set, { agent_draft }).suggestion

describe('a suggestion', () => {
  it('comes with two others, the reason, the policies, its confidence and what violates', () => {
    expect(
      rewrite(set, { agent_draft: 'We guarantee 9% returns, Maria.', policy_hits: ['TONE', 'MINE-1'] }),
    ).toEqual({
      suggestion: 'We aim for 9% returns, Maria, but returns are not guaranteed.',
      alternates: [
        'We work towards 9% returns, Maria. Please keep in mind that returns are not guaranteed.',
        'Thank you for reaching out. We seek 9% returns, Maria, but returns are not guaranteed.',
      ],
      rationale:
        'ADV-6.2 (No guaranteed returns): Say what is aimed for or what is likely, never what is certain; every investment can lose value. In the suggestion: reworded, a disclosure added. Not found in this draft: TONE.',
      policy_refs: ['ADV-6.2'],
      confidence: 0.86,
      evidence_spans: [[3, 23]],
    })
  })

  it('is the draft itself where that violates nothing, and the others differ in tone alone', () => {
    expect(rewrite(set, { agent_draft: "I'm happy to review your account details." })).toEqual({
      suggestion: "I'm happy to review your account details.",
      alternates: [
        'I am happy to review your account details.',
        "Thank you for reaching out. I'm happy to review your account details.",
      ],
      rationale: 'The draft violates no policy.',
      policy_refs: [],
      confidence: 1,
      evidence_spans: [],
    })
  })

  it.each([
    // Promises
    ['Your returns will be guaranteed.', 'Your returns will not be guaranteed.'],
    [
      'You’re guaranteed a 3% bonus return.',
      'You may see a 3% bonus return, but returns are not guaranteed.',
    ],
    ['We can guarantee your gains will double.', 'Your gains may double, but returns are not guaranteed.'],
    ['This is a risk-free fund.', 'This is a fund, but every investment carries some risk.'],
    ['WE GUARANTEE PROFITS.', 'WE AIM FOR PROFITS, BUT RETURNS ARE NOT GUARANTEED.'],
    ['You can’t lose money with Plan B, Ms. Chen.', 'You could lose money with Plan B, Ms. Chen.'],
    // Disclosures
    [
      'Our fund gained 8% last year. Fees are low.',
      'Our fund gained 8% last year. Past performance does not guarantee future results. Fees are low.',
    ],
    [
      'You should see strong returns soon',
      'You should see strong returns soon. Please note that returns are not guaranteed and investments may lose value.',
    ],
    // Tone
    ['Don’t be silly, read page 4.', 'Please read page 4.'],
    ['Shut up and sign here, Tom.', 'Please sign here, Tom.'],
    ['Listen, you idiot, the fee is $5.', 'Listen, the fee is $5.'],
    ['Only a fool would sell now.', 'Few people would sell now.'],
    ['Get over it, the sale ended on 3 May.', 'The sale ended on 3 May.'],
    ['You Idiot, call Ana today.', 'Call Ana today.'],
    ['Just Shut Up, Ana', 'I am happy to go through this with you step by step, Ana.'],
    ['You idiot.', 'I am happy to go through this with you step by step.'],
    // Personal data
    ['SSN 123-45-6789, card 4111 1111 1111 1111.', 'SSN [SSN], card [CARD].'],
    // Several at once, the rest as it was
    [
      'Hi Ana,\n\nour fund guarantees 5% yields.  Your SSN 123-45-6789 is on file!\n- no fees',
      'Hi Ana,\n\nour fund aims for 5% yields, but returns are not guaranteed.  Your SSN [SSN] is on file!\n- no fees',
    ],
  ])('instead of %s', (draft, suggestion) => {
    expect(suggested(draft)).toBe(suggestion)
  })

  it('never stands twice for two sentences of one draft', () => {
    expect(suggested('You idiot. You moron!')).toBe(
      'I am happy to go through this with you step by step. Let me help you with that.',
    )
  })
})

describe('required disclosures', () => {
  const asked = (agent_draft: string, required_disclosures: string[]) =>
    rewrite(set, { agent_draft, required_disclosures })

  it('are added once where they are missing, after the draft', () => {
    const wanted = ['Capital is at risk.', 'Ask for the prospectus.', 'Capital is at risk.']
    expect(asked('ask for the  prospectus', wanted)).toMatchObject({
      suggestion: 'ask for the  prospectus. Capital is at risk.',
      confidence: 0.93,
    })
    expect(asked('Hello.\n\nBye.', wanted).suggestion).toBe(
      'Hello.\n\nBye.\n\nCapital is at risk.\n\nAsk for the prospectus.',
    )
  })

  it('count for the policies: a disclosure given needs no second one', () => {
    expect(asked('Our fund gained 8% last year.', ['Investments may lose value.']).suggestion).toBe(
      'Our fund gained 8% last year. Investments may lose value.',
    )
  })

  it('are mended like the draft where they violate a policy, which the rationale says', () => {
    expect(asked('Hello.', ['We guarantee profits.'])).toMatchObject({
      suggestion: 'Hello. We aim for profits, but returns are not guaranteed.',
      rationale:
        'The draft violates no policy. In the suggestion: a disclosure added, reworded. A required disclosure itself violates ADV-6.2; it was changed as well.',
    })
  })

  it('are left out where there is no room, which the rationale says', () => {
    const draft = 'a'.repeat(19_990)
    expect(asked(draft, ['Investments may lose value.'])).toMatchObject({
      suggestion: draft,
      rationale: 'The draft violates no policy. Left out, for lack of room: 1 of the required disclosures.',
    })
  })
})

describe('the tone of the brand', () => {
  it.each([
    ['Warm and friendly', 'I am happy to go through this with you step by step.'],
    ['empathetic', 'I understand that this can be confusing, and I am here to help.'],
    ['pirate', 'I am happy to go through this with you step by step.'],
  ])('%s chooses among wordings', (brand_tone, suggestion) => {
    expect(rewrite(set, { agent_draft: 'You idiot.', brand_tone }).suggestion).toBe(suggestion)
  })

  it('never changes a draft that violates nothing', () => {
    expect(rewrite(set, { agent_draft: "I'll call.", brand_tone: 'formal' }).suggestion).toBe("I'll call.")
  })
})

describe('a draft as long as one may be', () => {
  it.each([
    ['Our fund returned 5% last year. '],
    ['We guarantee returns of 5%. '],
    ['Shut up, Maria 12. '],
    ['guaranteed returns you idiot '],
    ['123-45-6789 '],
    ['"('],
    ['. '],
  ])('of %s is answered with no longer a text, without a violation', (part) => {
    const { suggestion, alternates } = rewrite(set, { agent_draft: part.repeat(20_000).slice(0, 20_000) })
    const texts = [suggestion, ...alternates]
    expect(
      texts.filter((text) => text === '' || text.length > 20_000 || set.violated(text).length > 0),
    ).toEqual([])
  })
})
