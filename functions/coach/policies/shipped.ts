// Where the policies lie that come with the product.
import { fileURLToPath } from 'node:url'

/** Absolute. */
export const SHIPPED_POLICIES = fileURLToPath(new URL('../../../data/policies.yaml', import.meta.url))
