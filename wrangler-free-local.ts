// Runs everything on one machine. The only impure start: it reads the environment, and nothing else does.
// Without an argument it supervises; its children are this same file with `writer` or `report`.
import { parseConfig } from './functions/config.ts'
import { EXIT } from './functions/operator-error.ts'

const settings = parseConfig(process.env)
if (!settings.ok) {
  for (const line of settings.lines) console.error(line)
  process.exit(EXIT.badSetting)
}

// Each process loads only what it runs.
switch (process.argv[2]) {
  case 'writer':
    await (await import('./functions/local/writer-process.ts')).runWriter(settings.config)
    break
  case 'report':
    await (await import('./functions/local/report-process.ts')).runReport(settings.config)
    break
  default:
    await (await import('./functions/local/supervisor.ts')).supervise(settings.config, import.meta.filename)
}
