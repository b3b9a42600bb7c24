// One connection that is kept, over which one request at a time is posted.
import { Client } from 'undici'
import type { Answer } from './told.ts'

/** A client that hears nothing for so long was left hanging: longer than the product may take for any answer. */
const HANGING_MS = 20_000

export type PostConnection = {
  /** @param headers with their names in small letters  @throws what breaks the connection */
  post(path: string, headers: Record<string, string>, body: Buffer): Promise<Answer>
  close(): Promise<void>
}

export function postConnection(url: string): PostConnection {
  const client = new Client(url, { headersTimeout: HANGING_MS, bodyTimeout: HANGING_MS })
  return {
    post: (path, headers, body) =>
      new Promise((resolve, reject) => {
        let status = 0
        let given: Answer['headers'] = {}
        const parts: Buffer[] = []
        client.dispatch(
          { method: 'POST', path, headers, body },
          {
            onRequestStart() {}, // its presence tells undici which kind of handler this is
            onResponseStart(_controller, statusCode, answered) {
              status = statusCode
              given = answered
            },
            onResponseData: (_controller, part) => void parts.push(part),
            onResponseEnd: () => resolve({ status, headers: given, body: Buffer.concat(parts).toString() }),
            onResponseError: (_controller, error) => reject(error),
          },
        )
      }),
    close: () => client.destroy(),
  }
}
