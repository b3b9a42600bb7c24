// The report group as one fetch handler, put together from the settings: what a process of this machine, a container and a
// function in a cloud serve alike. Any number of them may run, wherever the published files can be seen.
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { LanguageModels } from './coach/language-model/language-models.ts'
import { PolicyFile } from './coach/policies/policy-file.ts'
import { createCoach } from './coach/suggest.ts'
import type { Config } from './config.ts'
import { diskSpace } from './disk-space.ts'
import type { Metrics } from './metrics/exposition.ts'
import { reportMetrics } from './metrics/report-metrics.ts'
import { monotonic } from './monotonic.ts'
import { FigureCache } from './report/figure-cache.ts'
import { SnapshotReader } from './report/snapshot/reader.ts'
import { WriterLink } from './writer-link.ts'

export type ReportFunction = {
  app: ReturnType<typeof createApp>
  writer: WriterLink
  /** What this process measures. */
  measured: () => Promise<Metrics>
  /** Ends the open streams; `close` must follow when every request has been answered. */
  endStreams(): void
  close(): Promise<void>
}

export type ReportFunctionOptions = {
  /** Where events are handed to; null while that is not known yet, 'none' when there is no writer. */
  writerUrl: string | null | 'none'
  log: Logger
  /** Given what this process measures, gathers what others do besides; this one alone unless given. */
  share?: ((measured: () => Promise<Metrics>) => Promise<Metrics[]>) | undefined
}

export async function openReportFunction(
  config: Config,
  { writerUrl, log, share = async (measured) => [await measured()] }: ReportFunctionOptions,
): Promise<ReportFunction> {
  const stopping = new AbortController()
  const policyFile = await PolicyFile.openChecked(config.policiesFile, log)
  const languageModels = new LanguageModels({
    models: config.languageModels,
    timeoutMs: config.languageModelTimeoutMs,
    clock: Date.now,
    elapsed: monotonic,
  })
  const reader = await SnapshotReader.open(config.publishedDir, log)
  const writer = new WriterLink({ url: writerUrl, clock: Date.now, keys: config.apiKeys })
  const state = async () => {
    const snapshot = await reader.current().catch(() => null)
    return { snapshot: snapshot?.manifest ?? null, writerUp: writer.status.state === 'up' }
  }
  const metrics = reportMetrics('1', state, Date.now)
  const { observer } = metrics
  const app = createApp({
    reader,
    observer,
    metrics: () => share(metrics.measured),
    cache: new FigureCache(observer),
    coach: createCoach({
      policies: policyFile,
      bucket: config.abTestBucket,
      languageModels,
      clock: Date.now,
    }),
    writer,
    policyFile,
    timeZone: config.timeZone,
    clock: Date.now,
    log,
    diskSpace: () => diskSpace(config.publishedDir),
    stopping: stopping.signal,
    edge: { keys: config.apiKeys, origins: config.corsOrigins, clock: monotonic },
  })
  return {
    app,
    writer,
    measured: metrics.measured,
    endStreams: () => stopping.abort(),
    async close() {
      await writer.close()
      await languageModels.close()
      reader.close()
      policyFile.close()
    },
  }
}
