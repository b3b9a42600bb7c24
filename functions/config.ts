// The settings: one schema, parsed once at the start. A bad value is reported before anything is opened.
// It must never read the environment itself; the caller hands it in.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import {
  baseUrlsSetting,
  keysSetting,
  type LanguageModel,
  languageModels,
  modelsSetting,
} from './coach/language-model/setting.ts'
import { SHIPPED_POLICIES } from './coach/policies/shipped.ts'
import { type ApiKey, apiKeysSetting } from './edge/api-keys.ts'
import { corsOriginsSetting } from './edge/cors-origins.ts'
import { isHost, isLoopback } from './edge/host-names.ts'

const port = (name: string) =>
  z.coerce.number(`${name} must be a port number`).int(`${name} must be a whole number`).min(0).max(65_535)

const whole = (name: string, min: number, max: number) =>
  z.coerce
    .number(`${name} must be a number`)
    .int(`${name} must be a whole number`)
    .min(min, `${name} must be at least ${min}`)
    .max(max, `${name} must be at most ${max}`)

export const isTimeZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const schema = z.object({
  HOST: z.string().refine(isHost, 'HOST must be an IP address or a host name').default('127.0.0.1'),
  PORT: port('PORT').default(8000),
  DATA_DIR: z.string().min(1).default('./data'),
  RUNS_DB: z.string().min(1).optional(),
  PUBLISHED_DIR: z.string().min(1).optional(),
  ROLE: z.enum(['all', 'write', 'report'], 'ROLE must be all, write or report').default('all'),
  WRITER_URL: z.url({ protocol: /^https?$/, error: 'WRITER_URL must be an http(s) URL' }).optional(),
  WRITER_PORT: port('WRITER_PORT').default(0),
  REPORT_INSTANCES: whole('REPORT_INSTANCES', 1, 64).default(1),
  PUBLISH_INTERVAL_MS: whole('PUBLISH_INTERVAL_MS', 1, 60_000).default(100),
  API_KEYS: apiKeysSetting.default([]),
  CORS_ORIGINS: corsOriginsSetting.default([]),
  POLICIES_FILE: z.string().min(1).optional(),
  AB_TEST_BUCKET: z.enum(['on', 'off', 'auto'], 'AB_TEST_BUCKET must be on, off or auto').default('auto'),
  REDACT: z.enum(['on', 'off'], 'REDACT must be on or off').default('on'),
  LLM_BASE_URL: baseUrlsSetting.default([]),
  LLM_MODEL: modelsSetting.default([]),
  LLM_API_KEY: keysSetting.default([]),
  LLM_TIMEOUT_MS: whole('LLM_TIMEOUT_MS', 100, 30_000).default(4_000),
  TZ_REPORTS: z.string().refine(isTimeZone, 'TZ_REPORTS must be an IANA time zone').default('UTC'),
})

/** Without keys nobody but this machine's own users may reach the server. */
const schemaWithoutKeys = schema.extend({
  HOST: schema.shape.HOST.refine(
    isLoopback,
    'HOST must be 127.0.0.1, ::1 or localhost as long as API_KEYS is not set',
  ),
})

/** Every setting that is read, in the order of the README's table. */
export const SETTING_NAMES = Object.keys(schema.shape) as (keyof z.infer<typeof schema>)[]

/** The settings, with every path absolute. */
export type Config = {
  host: string
  port: number
  dataDir: string
  ledgerFile: string
  publishedDir: string
  role: 'all' | 'write' | 'report'
  writerUrl: string | null
  writerPort: number
  reportInstances: number
  publishIntervalMs: number
  /** Empty when everybody on this machine may do everything. */
  apiKeys: readonly ApiKey[]
  /** Origins whose pages may use the API. */
  corsOrigins: readonly string[]
  /** The coach’s policies. */
  policiesFile: string
  /** The arm of suggestions that are asked for here; `auto`: by the session. */
  abTestBucket: 'on' | 'off' | 'auto'
  /** Whether what policies redact is taken out of texts before anything keeps them. */
  redact: boolean
  /** Asked one after the other until one answers; empty when the coach is to stay offline. */
  languageModels: readonly LanguageModel[]
  /** Of all language models together, for one suggestion. */
  languageModelTimeoutMs: number
  timeZone: string
}

/** A value that is itself a secret, or may hold one, is not printed with what is wrong with it. */
const SECRET = ['API_KEYS', 'LLM_BASE_URL', 'LLM_API_KEY']
const printed = (name: string, value: string | undefined) =>
  SECRET.includes(name) ? name : `${name}=${value ?? ''}`

/**
 * @param exists whether there is a file at a path: whoever has policies of their own keeps them in DATA_DIR
 * @returns the settings, or one line per bad value. An empty string counts as not set.
 */
export function parseConfig(
  env: Record<string, string | undefined>,
  exists: (path: string) => boolean = existsSync,
): { ok: true; config: Config } | { ok: false; lines: string[] } {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' && name in schema.shape),
  )
  const parsed = (given.API_KEYS === undefined ? schemaWithoutKeys : schema).safeParse(given)
  if (!parsed.success) {
    return {
      ok: false,
      lines: parsed.error.issues.map((issue) => {
        const name = issue.path.join('.')
        return `${printed(name, given[name])}: ${issue.message}`
      }),
    }
  }
  const s = parsed.data
  const lists = { urls: s.LLM_BASE_URL, models: s.LLM_MODEL, keys: s.LLM_API_KEY }
  const { models, faults } = languageModels(lists)
  if (faults.length > 0) return { ok: false, lines: faults }
  const dataDir = resolve(s.DATA_DIR)
  const ownPolicies = join(dataDir, 'policies.yaml')
  return {
    ok: true,
    config: {
      host: s.HOST,
      port: s.PORT,
      dataDir,
      ledgerFile: resolve(s.RUNS_DB ?? join(dataDir, 'qa_runs.duckdb')),
      publishedDir: resolve(s.PUBLISHED_DIR ?? join(dataDir, 'published')),
      role: s.ROLE,
      writerUrl: s.WRITER_URL ?? null,
      writerPort: s.WRITER_PORT,
      reportInstances: s.REPORT_INSTANCES,
      publishIntervalMs: s.PUBLISH_INTERVAL_MS,
      apiKeys: s.API_KEYS,
      corsOrigins: s.CORS_ORIGINS,
      policiesFile: resolve(s.POLICIES_FILE ?? (exists(ownPolicies) ? ownPolicies : SHIPPED_POLICIES)),
      abTestBucket: s.AB_TEST_BUCKET,
      redact: s.REDACT === 'on',
      languageModels: models,
      languageModelTimeoutMs: s.LLM_TIMEOUT_MS,
      timeZone: s.TZ_REPORTS,
    },
  }
}
