// The coach’s addresses.
import type { ProvidersStatus } from '../../coach/status.ts'
import type { Suggestion } from '../../coach/suggestion.ts'
import { MAX_SUGGESTION_REQUEST_BYTES } from '../../coach/suggestion.ts'
import type { Operations } from '../operation.ts'

const SUGGESTION: Suggestion = {
  suggestion: 'We aim for 20% returns, but returns are not guaranteed.',
  alternates: [
    'We work towards 20% returns. Please keep in mind that returns are not guaranteed.',
    'Thanks so much for reaching out! We seek 20% returns, but returns are not guaranteed.',
  ],
  rationale:
    'ADV-6.2 (No guaranteed returns): Say what is aimed for or what is likely, never what is certain; every investment can lose value. In the suggestion: reworded, a disclosure added.',
  policy_refs: ['ADV-6.2'],
  confidence: 0.86,
  evidence_spans: [[3, 24]],
  suggestion_id: 'sug-9b2f6c0e-5a57-4f0e-9d0b-3a1f0c1d2e3f',
  ab_test_bucket: 'on',
  latency_ms: 1,
  provider: 'offline',
  fallback_reason: null,
}

const STATUS: ProvidersStatus = {
  offline: { policies_version: '912902f76e15', policies: 5, since: '2026-07-01T09:00:00.000Z' },
  language_models: [
    {
      name: 'small@llm.example.com',
      host: 'llm.example.com',
      model: 'small',
      state: 'cooling-down',
      calls: 412,
      answered: 409,
      last_success_at: '2026-07-01T11:59:58.000Z',
      last_failure_at: '2026-07-01T12:00:00.000Z',
      last_failure: 'timeout',
      cooling_until: '2026-07-01T12:00:01.000Z',
      p50_ms: 640,
    },
  ],
}

export const COACH_OPERATIONS = {
  'POST /coach/suggest': {
    id: 'suggest',
    group: 'Coach',
    summary: 'Suggests what to send instead of a draft',
    description: `Needs a key of scope \`write\`, as posting events does. Where \`ab_test_bucket\` is \`off\`, the coach has run as ever and the answer holds all of it: show the agent nothing, and post the event \`withheld\` with its \`policy_refs\`, \`latency_ms\` and \`suggestion_id\`. Where it is \`on\`, post \`offered\` with these, and what becomes of it. No text that is suggested violates a policy that is in force. Empty fields may be left out or null. At most ${MAX_SUGGESTION_REQUEST_BYTES / 1024} KiB, unpacked when it comes as gzip (\`Content-Encoding\`).`,
    body: {
      type: 'application/json',
      schema: 'SuggestionRequest',
      example: { session_id: 's-2', agent_draft: 'We guarantee 20% returns.', brand_tone: 'friendly' },
    },
    answers: [
      {
        status: 200,
        description:
          'A suggestion. When no language model could write it, it was written offline and says why.',
        type: 'application/json',
        schema: 'Suggestion',
        example: SUGGESTION,
      },
    ],
    problems: ['malformed-body', 'body-too-large', 'unsupported-media-type', 'invalid-request'],
  },
  'GET /providers/status': {
    id: 'getProvidersStatus',
    group: 'Coach',
    summary: 'Who writes suggestions here, and how the last ones went',
    description: 'As this instance has seen it since it started. Nobody is called for this answer.',
    answers: [
      {
        status: 200,
        description: 'The policies in force, and the language models in the order in which they are asked.',
        type: 'application/json',
        schema: 'ProvidersStatus',
        example: STATUS,
      },
    ],
    problems: [],
  },
} as const satisfies Operations
