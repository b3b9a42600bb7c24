import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../functions/config.ts'

describe('the settings', () => {
  it('have defaults that run everything on one machine', () => {
    const root = process.cwd()
    expect(parseConfig({})).toEqual({
      ok: true,
      config: {
        host: '127.0.0.1',
        port: 8000,
        dataDir: `${root}/data`,
        ledgerFile: `${root}/data/qa_runs.duckdb`,
        publishedDir: `${root}/data/published`,
        role: 'all',
        writerUrl: null,
        writerPort: 0,
        reportInstances: 1,
        publishIntervalMs: 100,
        apiKeys: [],
        corsOrigins: [],
        policiesFile: `${root}/data/policies.yaml`,
        abTestBucket: 'auto',
        redact: true,
        languageModels: [],
        languageModelTimeoutMs: 4_000,
        timeZone: 'UTC',
      },
    })
  })

  it('put ledger and published files under DATA_DIR, unless they are named themselves', () => {
    const moved = parseConfig({ DATA_DIR: '/srv/coach', RUNS_DB: '/fast/runs.duckdb' })
    expect(moved.ok && moved.config).toMatchObject({
      ledgerFile: '/fast/runs.duckdb',
      publishedDir: '/srv/coach/published',
    })
  })

  it('take the policies in DATA_DIR when there are any, else those that come with the product', () => {
    const files = (env: Record<string, string>) =>
      [true, false].map((there) => {
        const parsed = parseConfig(env, (path) => there && path === '/srv/coach/policies.yaml')
        return parsed.ok && parsed.config.policiesFile
      })
    const shipped = `${process.cwd()}/data/policies.yaml`
    expect(files({ DATA_DIR: '/srv/coach' })).toEqual(['/srv/coach/policies.yaml', shipped])
    expect(files({ DATA_DIR: '/srv/coach', POLICIES_FILE: '/etc/coach.yaml' })).toEqual([
      '/etc/coach.yaml',
      '/etc/coach.yaml',
    ])
  })

  it('count an empty string as not set', () => {
    expect(parseConfig({ PORT: '', WRITER_URL: '' })).toEqual(parseConfig({}))
  })

  it('are refused with one line for each bad value, naming it and what it takes', () => {
    expect(
      parseConfig({
        HOST: '0.0.0.0',
        PORT: 'http',
        ROLE: 'reader',
        WRITER_URL: 'localhost:9',
        REPORT_INSTANCES: '0',
        PUBLISH_INTERVAL_MS: '1.5',
        CORS_ORIGINS: 'https://a.example,https://b.example/page',
        AB_TEST_BUCKET: 'both',
        REDACT: 'yes',
        LLM_TIMEOUT_MS: '50',
        TZ_REPORTS: 'Mars/Olympus',
      }),
    ).toEqual({
      ok: false,
      lines: [
        'HOST=0.0.0.0: HOST must be 127.0.0.1, ::1 or localhost as long as API_KEYS is not set',
        'PORT=http: PORT must be a port number',
        'ROLE=reader: ROLE must be all, write or report',
        'WRITER_URL=localhost:9: WRITER_URL must be an http(s) URL',
        'REPORT_INSTANCES=0: REPORT_INSTANCES must be at least 1',
        'PUBLISH_INTERVAL_MS=1.5: PUBLISH_INTERVAL_MS must be a whole number',
        'CORS_ORIGINS=https://a.example,https://b.example/page: CORS_ORIGINS must be origins such as https://support.example.com, with commas between them',
        'AB_TEST_BUCKET=both: AB_TEST_BUCKET must be on, off or auto',
        'REDACT=yes: REDACT must be on or off',
        'LLM_TIMEOUT_MS=50: LLM_TIMEOUT_MS must be at least 100',
        'TZ_REPORTS=Mars/Olympus: TZ_REPORTS must be an IANA time zone',
      ],
    })
  })

  it('name the keys and the origins that may come in', () => {
    const parsed = parseConfig({
      API_KEYS: 'desk:0123456789abcdef:write, lead:fedcba9876543210:read,ops:~!@#$%^&*()_+=-/:write+read',
      CORS_ORIGINS: 'https://support.example.com, http://127.0.0.1:5173',
    })
    expect(parsed.ok && { keys: parsed.config.apiKeys, origins: parsed.config.corsOrigins }).toEqual({
      keys: [
        { name: 'desk', secret: '0123456789abcdef', scopes: ['write'] },
        { name: 'lead', secret: 'fedcba9876543210', scopes: ['read'] },
        { name: 'ops', secret: '~!@#$%^&*()_+=-/', scopes: ['write', 'read'] },
      ],
      origins: ['https://support.example.com', 'http://127.0.0.1:5173'],
    })
  })

  it.each(['0.0.0.0', '::', '192.168.1.7', 'coach.example.com'])(
    'let HOST be %s once there are keys',
    (HOST) => {
      const parsed = parseConfig({ HOST, API_KEYS: 'desk:0123456789abcdef:write' })
      expect(parsed.ok && parsed.config.host).toBe(HOST)
    },
  )

  it('refuse a HOST that is no address with keys too', () => {
    expect(parseConfig({ HOST: 'http://x', API_KEYS: 'desk:0123456789abcdef:write' })).toEqual({
      ok: false,
      lines: ['HOST=http://x: HOST must be an IP address or a host name'],
    })
  })

  it('name each key that is wrong by its position, and print nothing of it', () => {
    const keys = [
      'desk:0123456789abcdef:write',
      'desk:aaaaaaaaaaaaaaaa:read',
      'other:0123456789abcdef:read',
      'short:secret:read',
      'spaced:sixteen characters:read',
      'two words:0123456789abcdeg:read',
      'admin:0123456789abcdeh:all',
      '0123456789abcdei',
      'a:b:0123456789abcdej:read',
    ]
    const secretRule =
      'needs a secret of 16 to 256 printable ASCII characters, without spaces, commas and colons'
    expect(parseConfig({ API_KEYS: keys.join(','), HOST: '0.0.0.0' })).toEqual({
      ok: false,
      lines: [
        'API_KEYS: key 2 has the name of a key before it',
        'API_KEYS: key 3 has the secret of a key before it',
        `API_KEYS: key 4 ${secretRule}`,
        `API_KEYS: key 5 ${secretRule}`,
        'API_KEYS: key 6 needs a name of 1 to 64 letters, digits, dots, dashes or underscores',
        'API_KEYS: key 7 needs the scope write, read or write+read',
        'API_KEYS: key 8 must be name:secret:scope',
        'API_KEYS: key 9 must be name:secret:scope',
      ],
    })
  })

  it('hold at most 100 keys', () => {
    const keys = Array.from({ length: 101 }, (_, n) => `key-${n}:${'s'.repeat(16)}${n}:read`)
    expect(parseConfig({ API_KEYS: keys.join(',') })).toEqual({
      ok: false,
      lines: ['API_KEYS: there may be at most 100 keys'],
    })
    expect(parseConfig({ API_KEYS: keys.slice(1).join(',') }).ok).toBe(true)
  })
})
