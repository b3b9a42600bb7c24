// The one place that reads the environment, for every program that a person starts, and makes that of its children.
import { type Config, parseConfig } from './config.ts'
import { EXIT } from './operator-error.ts'

/** The settings; a bad one is named on standard error and ends the process before anything is opened. */
export function settingsOrExit(): Config {
  const parsed = parseConfig(process.env)
  if (parsed.ok) return parsed.config
  process.stderr.write(parsed.lines.map((line) => `${line}\n`).join(''))
  process.exit(EXIT.badSetting)
}

/**
 * Threads of Node's pool: DuckDB keeps one for as long as a statement runs. In the writer a commit or a flush must never
 * wait for one behind a long merge; a report instance runs four statements at once and reads files beside them. (Each
 * thread also costs memory that it once used.)
 */
const POOL_THREADS = { writer: '16', report: '6' }

export const childEnvironment = (child: keyof typeof POOL_THREADS): NodeJS.ProcessEnv => ({
  ...process.env,
  UV_THREADPOOL_SIZE: POOL_THREADS[child],
})
