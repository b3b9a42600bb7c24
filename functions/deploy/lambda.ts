// The report group as an AWS Lambda function (API Gateway, function URL or load balancer). The published files come from a
// file system that it can see (PUBLISHED_DIR); events go to WRITER_URL. Pages that follow the log by themselves do so only
// where connections last: here they are drawn when they are asked for.
import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { settingsOrExit } from '../environment.ts'
import { createLog } from '../log.ts'
import { openReportFunction } from '../report-function.ts'

const config = settingsOrExit()
const { app } = await openReportFunction(config, {
  writerUrl: config.writerUrl ?? 'none',
  log: createLog('report'),
})

/** An answer that lasts would be kept back until it ends. To the page 204 says not to ask again. */
const withoutStreams = new Hono()
  .get('/reports/stream', (c) => c.body(null, 204))
  .get('/events/stream', (c) => c.body(null, 204))
  .mount('/', app.fetch)

export const handler = handle(withoutStreams)
