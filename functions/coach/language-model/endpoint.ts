// One question to one OpenAI-compatible endpoint over HTTP. No redirect is followed, and no more is read than an answer
// may have. It must never be given an address that came with a request.
import { type Dispatcher, request } from 'undici'
import { z } from 'zod'
import { NoAnswer } from './fallback.ts'
import type { LanguageModel } from './setting.ts'

/** Of an answer: three texts of 20,000 characters as JSON within JSON fit, what never ends does not. In bytes. */
const MAX_ANSWER_BYTES = 512 * 1024

export type Message = { role: 'system' | 'user'; content: string }
/** @param schema what the content should be; null: it is only asked for in words */
export type Question = { messages: readonly Message[]; schema: object | null }

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
})

/** The status of an answer that is none, for whoever may ask in another way. */
export class Refused extends NoAnswer {
  readonly status: number
  constructor(status: number, retryAfterMs: number) {
    super(status === 429 ? 'http-429' : `http-${status >= 500 ? 5 : status >= 400 ? 4 : 3}xx`, retryAfterMs)
    this.status = status
  }
}

/**
 * The text that the model wrote.
 * @param signal aborted when it has taken too long
 * @throws NoAnswer
 */
export async function complete(
  { url, model, secret }: LanguageModel,
  { messages, schema }: Question,
  { dispatcher, signal }: { dispatcher: Dispatcher; signal: AbortSignal },
): Promise<string> {
  const format = { type: 'json_schema', json_schema: { name: 'suggestion', strict: true, schema } }
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      signal,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify({
        ...{ model, messages, temperature: 0, stream: false },
        ...(schema === null ? {} : { response_format: format }),
      }),
    })
    if (statusCode !== 200) {
      body.on('error', () => {}).destroy()
      throw new Refused(statusCode, retryAfterMs(headers['retry-after']))
    }
    return contentOf(await textOf(body))
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    throw new NoAnswer(signal.aborted ? 'timeout' : 'unreachable')
  }
}

/** Only whole seconds are understood. */
const retryAfterMs = (given: string | string[] | undefined): number =>
  /^\d{1,6}$/.test(String(given)) ? 1_000 * Number(given) : 0

/** @throws NoAnswer as soon as it is too much; what breaks the connection */
async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body) {
    length += part.length
    if (length > MAX_ANSWER_BYTES) throw new NoAnswer('invalid-answer')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function contentOf(text: string): string {
  try {
    return (completionSchema.parse(JSON.parse(text)).choices[0] as { message: { content: string } }).message
      .content
  } catch {
    throw new NoAnswer('invalid-answer')
  }
}
