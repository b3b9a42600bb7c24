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
        TZ_REPORTS: 'Mars/Olympus',
      }),
    ).toEqual({
      ok: false,
      lines: [
        'HOST=0.0.0.0: HOST must be 127.0.0.1, ::1 or localhost: there are no API keys yet',
        'PORT=http: PORT must be a port number',
        'ROLE=reader: ROLE must be all, write or report',
        'WRITER_URL=localhost:9: WRITER_URL must be an http(s) URL',
        'REPORT_INSTANCES=0: REPORT_INSTANCES must be at least 1',
        'PUBLISH_INTERVAL_MS=1.5: PUBLISH_INTERVAL_MS must be a whole number',
        'TZ_REPORTS=Mars/Olympus: TZ_REPORTS must be an IANA time zone',
      ],
    })
  })
})
