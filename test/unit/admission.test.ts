import { describe, expect, it } from 'vitest'
import { eventSchema } from '../../functions/event.ts'
import { Admission } from '../../functions/write/admission.ts'
import { event, type Sent } from '../support/in-process.ts'
import { admission, admitted, shippedPolicies } from '../support/policies.ts'
import { secretsIn, secretTexts } from '../support/secret-numbers.ts'

const parsed = (sent: Sent) => eventSchema.parse(event(sent))

describe('an event that comes in', () => {
  it('keeps everything but the numbers in its texts', () => {
    const sent = parsed({
      event: 'edited',
      agent_draft: 'Your SSN 123-45-6789 and card 4111 1111 1111 1111.',
      suggestion_used: 'Your card ４１１１–1111–1111–1111 ends with 1111.',
      session_id: '123-45-6789',
      event_id: '018F2A54-9C1E-7C4E-B4A5-0D6A3C1E2F70',
    })
    const { event_id, event: kept, used } = admitted(sent)
    expect({ event_id, used, ...kept }).toEqual({
      ...sent,
      used: 'other',
      agent_draft: 'Your SSN [SSN] and card [CARD].',
      suggestion_used: 'Your card [CARD] ends with 1111.',
    })
  })

  it('leaves none of its numbers, and nothing that would be redacted again', () => {
    const texts = secretTexts(1)
    for (let n = 0; n < 2_000; n += 1) {
      const { text, numbers } = texts.next().value
      const kept = admission.text(text)
      expect({
        text,
        left: secretsIn(kept, new Set(numbers)),
        seen: secretsIn(text, new Set(numbers)).length,
      }).toEqual({
        text,
        left: [],
        seen: new Set(numbers).size,
      })
      expect(shippedPolicies().redact(kept)).toBe(kept)
    }
  })

  it('tells which policies the text used violates, as it was sent', () => {
    const violated = (sent: Sent) => admitted(parsed(sent)).violated(['ADV-6.2'])
    expect(violated({ event: 'edited', suggestion_used: 'SSN 123-45-6789, guaranteed returns' })).toEqual([
      'ADV-6.2',
      'PII-SSN',
    ])
    expect(violated({ event: 'accepted', suggestion_used: 'Your SSN [SSN]' })).toEqual([])
    expect(violated({ event: 'rejected', suggestion_used: 'SSN 123-45-6789' })).toEqual([])
    expect(violated({ event: 'accepted', suggestion_used: null })).toEqual([])
  })

  it('is kept as it was sent where nothing is to be redacted', () => {
    const open = new Admission({ policies: shippedPolicies, redact: false })
    const sent = parsed({
      event: 'edited',
      agent_draft: 'SSN 123-45-6789',
      suggestion_used: 'SSN 123-45-6780',
    })
    const { event_id: _, ...content } = sent
    expect(open.admit(sent)).toMatchObject({ event: content, used: 'other' })
    expect(open.admit(sent).violated(['PII-SSN', 'A'])).toEqual(['PII-SSN'])
    expect(open.admit(sent).violated(['A'])).toEqual([])
  })
})
