// The one place that reads the environment, for every program that a person starts.
import { type Config, parseConfig } from './config.ts'
import { EXIT } from './operator-error.ts'

/** The settings; a bad one is named on standard error and ends the process before anything is opened. */
export function settingsOrExit(): Config {
  const parsed = parseConfig(process.env)
  if (parsed.ok) return parsed.config
  process.stderr.write(parsed.lines.map((line) => `${line}\n`).join(''))
  process.exit(EXIT.badSetting)
}
