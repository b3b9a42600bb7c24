import { expect, it } from 'vitest'
import { createLog } from '../../functions/log.ts'

it('the log replaces keys and Authorization headers wherever an object holds them', () => {
  const lines: string[] = []
  const log = createLog('test', { write: (line) => void lines.push(line) })
  const secret = '0123456789abcdef'
  log.warn({
    headers: { authorization: `Bearer ${secret}` },
    err: Object.assign(new Error('no answer'), { request: { headers: { Authorization: secret } } }),
    env: { API_KEYS: `desk:${secret}:write` },
    config: { apiKeys: [{ name: 'desk', secret }] },
    key: 'desk',
  })
  expect(lines.join('')).not.toContain(secret)
  const { headers, env, config, key, err } = JSON.parse(lines[0] as string)
  expect({ headers, env, config, key, request: err.request }).toEqual({
    headers: { authorization: '[Redacted]' },
    env: { API_KEYS: '[Redacted]' },
    config: { apiKeys: '[Redacted]' },
    key: 'desk',
    request: { headers: { Authorization: '[Redacted]' } },
  })
})
