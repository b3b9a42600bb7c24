// A product of real processes that lives as long as the test that starts it.
import { onTestFinished } from 'vitest'
import { type Product, startProduct } from './product.ts'

/** Stopped when the test is over unless it stopped it itself. */
export async function ownProduct(settings: Record<string, string>): Promise<Product> {
  const product = await startProduct(settings)
  onTestFinished(async () => void (await product.stop()))
  return product
}
