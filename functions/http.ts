// What every HTTP function shares: request ids, the error answer, reading a body within its bound.
// It must never know what a particular URL does.
import { randomUUID } from 'node:crypto'
import type { Context, ErrorHandler, MiddlewareHandler, NotFoundHandler } from 'hono'
import { accepts } from 'hono/accepts'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { encodingOf, gunzipped } from './content-encoding.ts'
import { type FieldError, Problem, problemDocument } from './problem.ts'
import { repeatedKeys } from './repeated-keys.ts'

/**
 * `keyName`: of the API key that let the request in. For the log alone. `complete`: the answer is as it shall travel,
 * compressed and with all of its headers; whoever touches it would have it copied.
 */
type Variables = { requestId: string; keyName?: string; complete?: true }
export type Env = { Variables: Variables }

export const requestId: MiddlewareHandler<Env> = async (c, next) => {
  c.set('requestId', randomUUID())
  await next()
}

/** Whether the caller would rather have a page than JSON: what browsers ask for when a person follows a link. */
export const wantsHtml = (c: Context): boolean =>
  accepts(c, {
    header: 'Accept',
    supports: ['application/problem+json', 'text/html'],
    default: 'application/problem+json',
  }) === 'text/html'

/** The media type of the body, without its parameters; undefined when none is said. */
export const contentType = (request: Request): string | undefined =>
  request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()

/** Problems are answered as they are; anything else is a bug: logged with the request's id, answered 500. */
export const toProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('internal', undefined, undefined, error)

function logProblem(log: Logger, c: Context<Env>, problem: Problem): void {
  if (problem.kind.status >= 500 && problem.cause !== undefined)
    log.error(
      {
        err: problem.cause,
        problem: problem.slug,
        request: c.get('requestId'),
        path: c.req.path,
        key: c.get('keyName'),
      },
      problem.message,
    )
}

/** What no answer may be taken for: anything but its content type. */
export const NOSNIFF = { 'X-Content-Type-Options': 'nosniff' } as const

/** The problem as `application/problem+json`, with Retry-After where the caller should come back. */
export function problemResponse(c: Context<Env>, problem: Problem): Response {
  const { status, retryAfterSeconds } = problem.kind
  return new Response(JSON.stringify(problemDocument(problem, c.get('requestId'))), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...NOSNIFF,
      'Cache-Control': 'no-store',
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
  })
}

export const onError =
  (log: Logger, answer = problemResponse): ErrorHandler<Env> =>
  (error, c) => {
    const problem = toProblem(error)
    logProblem(log, c, problem)
    return answer(c, problem)
  }

/** 405 with Allow where the address exists under other methods, else 404. */
export const onNotFound =
  (methodsOf: (path: string) => string[], answer = problemResponse): NotFoundHandler<Env> =>
  (c) => {
    const methods = methodsOf(c.req.path)
    if (methods.length === 0) return answer(c, new Problem('not-found'))
    const response = answer(c, new Problem('method-not-allowed'))
    response.headers.set('Allow', methods.join(', '))
    return response
  }

export const fieldErrors = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))

/** What a query string says: its empty parameters count as absent, because forms send their empty fields too. */
export const saidIn = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))

/** @throws Problem invalid-parameter, naming each field that is not as the schema says */
export function parametersOf<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new Problem('invalid-parameter', undefined, fieldErrors(parsed.error.issues))
  return parsed.data
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * The body, at most `maxBytes` of it, unpacked when it came as gzip.
 * @throws Problem body-too-large, before more than that is kept; unsupported-media-type for another Content-Encoding;
 *   malformed-body when the client went away midway or the gzip is damaged
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new Problem('body-too-large', `The body may have at most ${maxBytes / 1024} KiB.`)
  const encoding = encodingOf(request)
  const sent = await readSent(request, maxBytes, tooLarge)
  return encoding === 'gzip' ? gunzipped(sent, maxBytes, tooLarge) : sent
}

async function readSent(request: Request, maxBytes: number, tooLarge: () => Problem): Promise<Uint8Array> {
  const announced = request.headers.get('content-length')
  if (Number(announced ?? 0) > maxBytes) throw tooLarge()
  try {
    if (announced !== null) return new Uint8Array(await request.arrayBuffer())
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of request.body ?? []) {
      length += part.length
      if (length > maxBytes) throw tooLarge()
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch (error) {
    throw error instanceof Problem
      ? error
      : new Problem('malformed-body', 'The body ended before it was complete.')
  }
}

/** @param types the media types that are taken  @throws Problem unsupported-media-type */
export function takeOnly(request: Request, types: readonly string[]): void {
  if (!types.includes(contentType(request) ?? '')) throw new Problem('unsupported-media-type')
}

/** @throws Problem malformed-body */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new Problem('malformed-body', 'The body is not valid UTF-8.')
  }
}

/** @throws Problem malformed-body */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('malformed-body', 'The body is not valid JSON.')
  }
}

/** JSON in strict UTF-8. @throws Problem unsupported-media-type, body-too-large, malformed-body, invalid-request */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  takeOnly(request, ['application/json'])
  const text = decodeUtf8(await readBody(request, maxBytes))
  const value = parseJson(text)
  const repeated = repeatedKeys(text, value)
  if (repeated.length > 0) throw new Problem('invalid-request', undefined, repeated)
  return value
}
