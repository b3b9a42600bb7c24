// What drawing the reports page takes when all of its figures are known: from props to compressed HTML.
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import pino from 'pino'
import { loadAssets } from '../../../functions/assets.ts'
import { PolicyFile } from '../../../functions/coach/policies/policy-file.ts'
import { SHIPPED_POLICIES } from '../../../functions/coach/policies/shipped.ts'
import { diskSpace } from '../../../functions/disk-space.ts'
import { FigureCache } from '../../../functions/report/figure-cache.ts'
import { drawPage } from '../../../functions/report/pages.tsx'
import { currentView } from '../../../functions/report/reports.tsx'
import { SnapshotReader } from '../../../functions/report/snapshot/reader.ts'
import { WriterLink } from '../../../functions/writer-link.ts'
import { median } from '../statistics.ts'

const WARM_UP = 100
const SAMPLES = 100

/** @returns milliseconds, the median */
export async function drawingMs(publishedDir: string): Promise<number> {
  const log = pino({ level: 'silent' })
  const reader = await SnapshotReader.open(publishedDir, log)
  const writer = new WriterLink({ url: 'none', clock: Date.now, keys: [] })
  const policyFile = await PolicyFile.open(SHIPPED_POLICIES, log)
  const deps = {
    ...{ reader, writer, policyFile, log, timeZone: 'UTC', clock: Date.now },
    cache: new FigureCache(),
    assets: loadAssets().urls,
    diskSpace: () => diskSpace('/'),
    stopping: new AbortController().signal,
  }
  try {
    const view = await currentView(deps, 'http://127.0.0.1:8000/reports')
    const samples: number[] = []
    for (let n = 0; n < WARM_UP + SAMPLES; n += 1) {
      const began = performance.now()
      await promisify(gzip)((await drawPage(deps, view)).html)
      samples.push(performance.now() - began)
    }
    return median(samples.slice(WARM_UP))
  } finally {
    await writer.close()
    reader.close()
    policyFile.close()
  }
}
