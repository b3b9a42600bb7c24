// One client with one connection that is kept; each answer is timed to its last byte.
// An answer other than 200 must never count as a figure.
import { Client } from 'undici'

type Answer = { ms: number; asOfSeq: number; text: string }
export type Asker = {
  /** @throws Error when the answer is not 200 */
  ask: (path: string, headers?: Record<string, string>) => Promise<Answer>
  close: () => Promise<void>
}

export function askerOf(url: string): Asker {
  // The server closes an idle connection after 5 s.
  const client = new Client(url, { keepAliveTimeout: 3_000, keepAliveMaxTimeout: 3_000 })
  return {
    async ask(path, headers = {}) {
      const began = performance.now()
      const answer = await client.request({ path, method: 'GET', headers })
      const text = await answer.body.text()
      const ms = performance.now() - began
      if (answer.statusCode !== 200) throw new Error(`${path} was answered ${answer.statusCode}: ${text}`)
      return { ms, asOfSeq: Number(answer.headers['x-as-of-seq']), text }
    },
    close: () => client.close(),
  }
}
