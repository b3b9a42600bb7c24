// The settings LLM_BASE_URL, LLM_MODEL and LLM_API_KEY: which language models the coach may ask, in which order.
// It must never put an address, which may hold a secret, or a key into a message: entries are named by their position.
import { z } from 'zod'

/** One model at one OpenAI-compatible endpoint. */
export type LanguageModel = {
  /** `model@host`: what answers and /providers/status call it. */
  name: string
  host: string
  model: string
  /** Where chats are posted. */
  url: string
  /** The key to show; null: none. */
  secret: string | null
}

/** A draft that no model answers has waited for each of them. */
const MAX_MODELS = 8
const MODEL = /^[\x21-\x2b\x2d-\x7e]{1,200}$/
const KEY = /^[\x21-\x2b\x2d-\x7e]{0,4096}$/

const list = (fits: (entry: string) => boolean, takes: string) =>
  z.string().transform((text, context): readonly string[] => {
    const entries = text.split(',').map((entry) => entry.trim())
    const fault = (message: string) => context.addIssue({ code: 'custom', message, input: '' })
    if (entries.length > MAX_MODELS) fault(`there may be at most ${MAX_MODELS} entries`)
    else
      for (const [n, entry] of entries.entries()) if (!fits(entry)) fault(`entry ${n + 1} must be ${takes}`)
    return entries
  })

function isEndpoint(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.href.split(/[?#@]/).length === 1
}

/** Each with commas between its entries. */
export const baseUrlsSetting = list(
  isEndpoint,
  'an http(s) URL without credentials, query and fragment, such as https://llm.example.com/v1',
)
export const modelsSetting = list(
  (text) => MODEL.test(text),
  'the name of a model: 1 to 200 printable ASCII characters without spaces',
)
export const keysSetting = list((text) => KEY.test(text), 'empty, or printable ASCII without spaces')

type Lists = { urls: readonly string[]; models: readonly string[]; keys: readonly string[] }

/**
 * The models in the order in which they are asked. One model, or one key, serves for all addresses; but one key is for one
 * host alone: it is a secret between two.
 * @returns one line for each way in which the lists do not fit together
 */
export function languageModels({ urls, models, keys }: Lists): { models: LanguageModel[]; faults: string[] } {
  const origins = new Set(urls.map((url) => new URL(url).origin))
  const fits = (length: number) => length === urls.length || (length === 1 && urls.length > 1)
  const faults = [
    ...(urls.length === 0 && models.length > 0 ? ['LLM_MODEL: LLM_BASE_URL is not set'] : []),
    ...(urls.length === 0 && keys.length > 0 ? ['LLM_API_KEY: LLM_BASE_URL is not set'] : []),
    ...(urls.length > 0 && !fits(models.length)
      ? [`LLM_MODEL: must hold one model, or one for each entry of LLM_BASE_URL (${urls.length})`]
      : []),
    ...(urls.length > 0 && keys.length > 0 && !fits(keys.length)
      ? [`LLM_API_KEY: must hold one key, or one for each entry of LLM_BASE_URL (${urls.length})`]
      : []),
    ...(keys.length === 1 && origins.size > 1
      ? [
          'LLM_API_KEY: one key is for one host alone; name one for each entry of LLM_BASE_URL, or leave it empty',
        ]
      : []),
  ]
  if (faults.length > 0) return { models: [], faults }
  const named = urls.map((url, n): LanguageModel => {
    const model = (models[n] ?? models[0]) as string
    const { host } = new URL(url)
    return {
      ...{ name: `${model}@${host}`, host, model },
      url: `${url.replace(/\/+$/, '')}/chat/completions`,
      secret: (keys[n] ?? keys[0]) || null,
    }
  })
  const again = named.findIndex(({ name }, n) => named.findIndex((other) => other.name === name) < n)
  return again < 0
    ? { models: named, faults: [] }
    : { models: [], faults: [`LLM_BASE_URL: entry ${again + 1} is the model and host of an entry before it`] }
}
