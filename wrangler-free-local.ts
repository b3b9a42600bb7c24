// Runs everything on one machine: the only impure start.
// Without an argument it supervises; its children are this same file with `writer`, `report` or `compaction`.
import { settingsOrExit } from './functions/environment.ts'

const config = settingsOrExit()

// Each process loads only what it runs.
switch (process.argv[2]) {
  case 'writer':
    await (await import('./functions/local/writer-process.ts')).runWriter(config)
    break
  case 'report':
    await (await import('./functions/local/report-process.ts')).runReport(config)
    break
  case 'compaction':
    await (await import('./functions/local/compaction-process.ts')).runCompaction()
    break
  default:
    await (await import('./functions/local/supervisor.ts')).supervise(config, import.meta.filename)
}
