// Undoes the Content-Encoding of a body within a bound: what unpacks to more is given up as soon as it is too much.
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Problem } from './problem.ts'

const unpack = promisify(gunzip)

/** How the body arrives. @throws Problem unsupported-media-type, naming any encoding but gzip */
export function encodingOf(request: Request): 'identity' | 'gzip' {
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity') return 'identity'
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip'
  const message = `Content-Encoding must be gzip or absent, not ${encoding.slice(0, 40)}`
  throw new Problem('unsupported-media-type', message, [{ path: 'Content-Encoding', message }])
}

/**
 * The unpacked body; unpacking happens outside the event loop and stops at the bound.
 * @throws Problem malformed-body when it is damaged or cut short; `tooLarge` above `maxBytes`
 */
export async function gunzipped(
  packed: Uint8Array,
  maxBytes: number,
  tooLarge: () => Problem,
): Promise<Uint8Array> {
  try {
    return await unpack(packed, { maxOutputLength: maxBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw new Problem('malformed-body', 'The body is not valid gzip, or was cut short.')
  }
}
