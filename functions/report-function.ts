// The report group as one fetch handler, put together from the settings: what a process of this machine, a container and a
// function in a cloud serve alike. Any number of them may run, wherever the published files can be seen.
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { LanguageModels } from './coach/language-model/language-models.ts'
import { PolicyFile } from './coach/policies/policy-file.ts'
import { createCoach } from './coach/suggest.ts'
import type { Config } from './config.ts'
import { diskSpace } from './disk-space.ts'
import { FigureCache } from './report/figure-cache.ts'
import { SnapshotReader } from './report/snapshot/reader.ts'
import { WriterLink } from './writer-link.ts'

export type ReportFunction = {
  app: ReturnType<typeof createApp>
  writer: WriterLink
  /** Ends the open streams; `close` must follow when every request has been answered. */
  endStreams(): void
  close(): Promise<void>
}

/** @param writerUrl where events are handed to; null while that is not known yet, 'none' when there is no writer */
export async function openReportFunction(
  config: Config,
  { writerUrl, log }: { writerUrl: string | null | 'none'; log: Logger },
): Promise<ReportFunction> {
  const stopping = new AbortController()
  const policyFile = await PolicyFile.openChecked(config.policiesFile, log)
  const languageModels = new LanguageModels({
    models: config.languageModels,
    timeoutMs: config.languageModelTimeoutMs,
    clock: Date.now,
  })
  const reader = await SnapshotReader.open(config.publishedDir, log)
  const writer = new WriterLink({ url: writerUrl, clock: Date.now, keys: config.apiKeys })
  const app = createApp({
    reader,
    cache: new FigureCache(),
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
    edge: { keys: config.apiKeys, origins: config.corsOrigins, clock: Date.now },
  })
  return {
    app,
    writer,
    endStreams: () => stopping.abort(),
    async close() {
      await writer.close()
      await languageModels.close()
      reader.close()
      policyFile.close()
    },
  }
}
