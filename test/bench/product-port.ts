// The product as the tables measure it: real processes over a folder of their own, through one of its ports.
import { request } from 'undici'
import { type Product, startProduct } from '../support/product.ts'

/** How many events the writer says it holds. */
export async function heldBy(product: Product): Promise<number> {
  const { body } = await request(`${product.writerUrl()}/health`)
  return ((await body.json()) as { seq: number }).seq
}

export type RunningPort = {
  /** Where the events are posted. */
  url: string
  /** How many events it holds. */
  stored: () => Promise<number>
  stop: () => Promise<unknown>
}

/** @param instances report processes behind the public port; the writer's port is measured without any */
export const productPort =
  (port: 'writer' | 'public', instances: number) =>
  async (folder: string): Promise<RunningPort> => {
    const product = await startProduct({
      ...{ WRITER_PORT: '0', DATA_DIR: folder },
      ...(port === 'writer' ? { ROLE: 'write' } : { ROLE: 'all', REPORT_INSTANCES: String(instances) }),
    })
    return {
      url: port === 'writer' ? product.writerUrl() : product.url,
      stored: () => heldBy(product),
      stop: product.stop,
    }
  }
