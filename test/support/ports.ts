// The three ports of a product inside the test's process: the public one, the writer's own as its thread serves it, and the
// one that only commands of this machine know.
import { createDoorApp } from '../../functions/write/door.ts'
import type { WriterOptions } from '../../functions/write/service.ts'
import { testFolder } from './folder.ts'
import { productIn, silent, withoutKeys } from './in-process.ts'

export async function portsIn(options: Partial<WriterOptions> = {}, folder = testFolder()) {
  const product = await productIn(folder, options)
  const { app: ownCommands, reception, url } = product.writer
  const writerPort = createDoorApp({
    edge: options.edge ?? withoutKeys,
    send: reception.several,
    sendBatch: reception.batchAnswered,
    writerUrl: url,
    log: options.log ?? silent,
  })
  return { ...product, ports: { publicPort: product.app, writerPort, ownCommands } }
}
