// An OpenAI-compatible server on a port of its own that answers as a test wants it to, and keeps what it was asked.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { LanguageModel } from '../../functions/coach/language-model/setting.ts'

/** What it does with one question. */
export type Behaviour = (response: ServerResponse, question: Question) => void
type Question = {
  path: string
  headers: IncomingHttpHeaders
  text: string
  body: Record<string, unknown>
}

/** Writes these words, as a chat completion. */
export const says =
  (words: string): Behaviour =>
  (response) => {
    const choices = [{ index: 0, message: { role: 'assistant', content: words }, finish_reason: 'stop' }]
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ id: 'chat-1', object: 'chat.completion', choices }))
  }

export const suggests = (suggestion: string, alternates: string[] = [], rationale = 'Calmer.'): Behaviour =>
  says(JSON.stringify({ suggestion, alternates, rationale }))

/** An answer with this status and body. */
export const answers =
  (status: number, headers: Record<string, string> = {}, body = '{"error":{"message":"no"}}'): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end(body)

/** Takes the question and says nothing. */
export const hangs: Behaviour = () => {}

/** Says that it answers, and then something every now and then. */
export const drips: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 10)
  response.once('close', () => clearInterval(timer))
}

/** Writes as fast as it can, without an end. */
export const floods: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const flood = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
  }
  response.on('drain', flood)
  flood()
}

/** Breaks the connection in the middle of a good answer. */
export const breaksOff: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"choices":[{"message":', () => response.destroy())
}

/** @param first what it does until `becomes` says otherwise */
export async function fakeLanguageModel(first: Behaviour) {
  let behaviour = first
  const asked: Question[] = []
  const server = createServer((incoming, response) => {
    let text = ''
    response.on('error', () => {})
    incoming.setEncoding('utf8')
    incoming.on('data', (part) => {
      text += part
    })
    incoming.on('end', () => {
      const question = { path: incoming.url ?? '', headers: incoming.headers, text, body: JSON.parse(text) }
      asked.push(question)
      behaviour(response, question)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  /** As the settings would name it. */
  const model = (name = 'small'): LanguageModel => ({
    ...{ name: `${name}@${host}`, host, model: name, secret: 'sk-of-the-test' },
    url: `http://${host}/v1/chat/completions`,
  })
  const becomes = (next: Behaviour) => {
    behaviour = next
  }
  return { host, asked, model, becomes, close }
}
