// One connection that is kept and posts one numbered event at a time.
import { Client } from 'undici'
import { bodyOf } from './numbered-events.ts'
import { type Answer, type Told, toldBy, toldByError } from './told.ts'

/** A client that hears nothing for so long was left hanging: longer than the product may take for any answer. */
const HANGING_MS = 20_000
const HEADERS = { 'content-type': 'application/json' }

export type Poster = { post(n: number): Promise<Told>; close(): Promise<void> }

/** @param bodyBytes the least that a body has: spaces fill it up */
export function poster(url: string, bodyBytes = 0): Poster {
  const client = new Client(url, { headersTimeout: HANGING_MS, bodyTimeout: HANGING_MS })
  const answerTo = (body: Buffer) =>
    new Promise<Answer>((resolve, reject) => {
      let status = 0
      let headers: Answer['headers'] = {}
      const parts: Buffer[] = []
      client.dispatch(
        { method: 'POST', path: '/events/coach', headers: HEADERS, body },
        {
          onRequestStart() {}, // its presence tells undici which kind of handler this is
          onResponseStart(_controller, statusCode, given) {
            status = statusCode
            headers = given
          },
          onResponseData: (_controller, part) => void parts.push(part),
          onResponseEnd: () => resolve({ status, headers, body: Buffer.concat(parts).toString() }),
          onResponseError: (_controller, error) => reject(error),
        },
      )
    })
  return {
    post: (n) => answerTo(filled(bodyOf(n), bodyBytes)).then(toldBy, toldByError),
    close: () => client.destroy(),
  }
}

function filled(body: string, bytes: number): Buffer {
  const buffer = Buffer.alloc(Math.max(bytes, Buffer.byteLength(body)), ' ')
  buffer.write(body)
  return buffer
}
