// A question to a running product over HTTP, which may not be there.
import { request } from 'undici'

/** The longest wait for an answer. */
const ANSWER_MS = 5_000

/** @returns the JSON of the answer whatever its status; a sentence of why there is none */
export async function ask(
  url: URL,
  key: string | null,
): Promise<{ status: number; body: Record<string, unknown> } | { why: string }> {
  try {
    const answer = await request(url, {
      headersTimeout: ANSWER_MS,
      bodyTimeout: ANSWER_MS,
      ...(key === null ? {} : { headers: { authorization: `Bearer ${key}` } }),
    })
    return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { why: code === 'ECONNREFUSED' ? 'nobody listens there' : message || String(code) }
  }
}
