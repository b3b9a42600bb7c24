// Posts one numbered event at a time.
import { bodyOf } from './numbered-events.ts'
import { postConnection } from './post-connection.ts'
import { type Told, toldBy, toldByError } from './told.ts'

const HEADERS = { 'content-type': 'application/json' }

export type Poster = { post(n: number): Promise<Told>; close(): Promise<void> }

/** @param bodyBytes the least that a body has: spaces fill it up */
export function poster(url: string, bodyBytes = 0): Poster {
  const { post, close } = postConnection(url)
  return {
    post: (n) => post('/events/coach', HEADERS, filled(bodyOf(n), bodyBytes)).then(toldBy, toldByError),
    close,
  }
}

function filled(body: string, bytes: number): Buffer {
  const buffer = Buffer.alloc(Math.max(bytes, Buffer.byteLength(body)), ' ')
  buffer.write(body)
  return buffer
}
