// A program that waits for its parent, which may do something to it before it begins.
import { once } from 'node:events'

/** @param ready says that it waits  @returns resolves when a line came */
export async function told(ready: () => void): Promise<void> {
  const line = once(process.stdin, 'data')
  ready()
  await line
  process.stdin.destroy()
}
