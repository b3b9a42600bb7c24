// The setting CORS_ORIGINS: the origins whose pages may use the API.
import { z } from 'zod'

/** Each request of another origin is compared with every one. */
const MAX_ORIGINS = 100

const isOrigin = (text: string) => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text
}

/** Origins with commas between them. */
export const corsOriginsSetting = z
  .string()
  .transform((text): readonly string[] => text.split(',').map((origin) => origin.trim()))
  .refine(
    (origins) => origins.every(isOrigin),
    'CORS_ORIGINS must be origins such as https://support.example.com, with commas between them',
  )
  .refine((origins) => origins.length <= MAX_ORIGINS, `CORS_ORIGINS may hold at most ${MAX_ORIGINS} origins`)
