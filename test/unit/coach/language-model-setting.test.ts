// The language models that the settings name, and what the settings refuse: never with a word of a key.
import { expect, it } from 'vitest'
import { parseConfig } from '../../../functions/config.ts'

const modelsOf = (env: Record<string, string>) => {
  const parsed = parseConfig(env)
  return parsed.ok ? parsed.config.languageModels : parsed.lines
}

it('one endpoint, without a key and with one', () => {
  const local = { LLM_BASE_URL: 'http://127.0.0.1:11434/v1/', LLM_MODEL: 'llama3:8b' }
  const model = {
    name: 'llama3:8b@127.0.0.1:11434',
    host: '127.0.0.1:11434',
    model: 'llama3:8b',
    url: 'http://127.0.0.1:11434/v1/chat/completions',
    secret: null,
  }
  expect(modelsOf(local)).toEqual([model])
  expect(modelsOf({ ...local, LLM_API_KEY: 'sk-1' })).toEqual([{ ...model, secret: 'sk-1' }])
})

it('several are fallbacks in their order, each with its own model and key', () => {
  expect(
    modelsOf({
      LLM_BASE_URL: 'https://a.example/v1, https://b.example/api/v1, http://localhost:8080',
      LLM_MODEL: 'small, org/large, small',
      LLM_API_KEY: 'sk-a, sk-b,',
    }),
  ).toEqual([
    {
      ...{ name: 'small@a.example', host: 'a.example', model: 'small', secret: 'sk-a' },
      url: 'https://a.example/v1/chat/completions',
    },
    {
      ...{ name: 'org/large@b.example', host: 'b.example', model: 'org/large', secret: 'sk-b' },
      url: 'https://b.example/api/v1/chat/completions',
    },
    {
      ...{ name: 'small@localhost:8080', host: 'localhost:8080', model: 'small', secret: null },
      url: 'http://localhost:8080/chat/completions',
    },
  ])
})

it('one model serves for all endpoints, one key for all of one host', () => {
  const parsed = modelsOf({
    LLM_BASE_URL: 'https://a.example/v1,https://a.example/v1',
    LLM_MODEL: 'large,small',
    LLM_API_KEY: 'sk-a',
  })
  expect(parsed).toMatchObject([
    { name: 'large@a.example', secret: 'sk-a' },
    { name: 'small@a.example', secret: 'sk-a' },
  ])
  expect(
    modelsOf({ LLM_BASE_URL: 'https://a.example/v1,https://b.example/v1', LLM_MODEL: 'large' }),
  ).toMatchObject([{ name: 'large@a.example' }, { name: 'large@b.example' }])
})

const url = 'https://a.example/v1'
const wrong: [string, Record<string, string>, string[]][] = [
  ['a model without an endpoint', { LLM_MODEL: 'm' }, ['LLM_MODEL: LLM_BASE_URL is not set']],
  ['a key without an endpoint', { LLM_API_KEY: 'sk-1' }, ['LLM_API_KEY: LLM_BASE_URL is not set']],
  [
    'an endpoint without a model',
    { LLM_BASE_URL: url },
    ['LLM_MODEL: must hold one model, or one for each entry of LLM_BASE_URL (1)'],
  ],
  [
    'lists of other lengths',
    { LLM_BASE_URL: `${url},${url},${url}`, LLM_MODEL: 'a,b', LLM_API_KEY: 'sk-1,sk-2' },
    [
      'LLM_MODEL: must hold one model, or one for each entry of LLM_BASE_URL (3)',
      'LLM_API_KEY: must hold one key, or one for each entry of LLM_BASE_URL (3)',
    ],
  ],
  [
    'one key for two hosts',
    { LLM_BASE_URL: `${url},https://b.example/v1`, LLM_MODEL: 'm', LLM_API_KEY: 'sk-1' },
    [
      'LLM_API_KEY: one key is for one host alone; name one for each entry of LLM_BASE_URL, or leave it empty',
    ],
  ],
  [
    'the same twice',
    { LLM_BASE_URL: `${url},https://b.example/v1,${url}`, LLM_MODEL: 'm' },
    ['LLM_BASE_URL: entry 3 is the model and host of an entry before it'],
  ],
  [
    'addresses that are none, or hold more than an address',
    {
      LLM_BASE_URL:
        'llm.example/v1,https://sk-1:x@a.example/v1,https://a.example/v1?key=sk-1,ftp://a.example',
      LLM_MODEL: 'm',
    },
    [1, 2, 3, 4].map(
      (n) =>
        `LLM_BASE_URL: entry ${n} must be an http(s) URL without credentials, query and fragment, such as https://llm.example.com/v1`,
    ),
  ],
  [
    'names and keys with spaces',
    { LLM_BASE_URL: url, LLM_MODEL: 'my model', LLM_API_KEY: 'sk 1' },
    [
      'LLM_MODEL=my model: entry 1 must be the name of a model: 1 to 200 printable ASCII characters without spaces',
      'LLM_API_KEY: entry 1 must be empty, or printable ASCII without spaces',
    ],
  ],
  [
    'more than eight',
    { LLM_BASE_URL: Array.from({ length: 9 }, (_, n) => `https://${n}.example`).join(), LLM_MODEL: 'm' },
    ['LLM_BASE_URL: there may be at most 8 entries'],
  ],
]
it.each(wrong)('refuses %s', (_, env, lines) => {
  expect(modelsOf(env)).toEqual(lines)
})
