// The arguments of `npm run seed`. Pure: it must never read the environment or the clock itself.
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { baseUrl } from '../edge/host-names.ts'

const USAGE = 'Usage: npm run seed -- [--events N] [--url URL] [--seed N]'

const whole = (name: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `--${name} must be a whole number`)
    .transform(Number)
    .pipe(
      z.number().min(min, `--${name} must be at least ${min}`).max(max, `--${name} must be at most ${max}`),
    )

const schema = z.object({
  events: whole('events', 1, 100_000_000).default(500),
  url: z.url({ protocol: /^https?$/, error: '--url must be an http(s) URL' }).optional(),
  seed: whole('seed', 0, 2 ** 32 - 1).optional(),
})

/** `key`: the secret of the first API key that may post; null when there is none. */
export type SeedArguments = { events: number; url: URL; seed: number; key: string | null }

/** @returns the arguments with their defaults, or the one line that says what is wrong */
export function seedArguments(
  args: string[],
  { host, port, apiKeys }: Pick<Config, 'host' | 'port' | 'apiKeys'>,
  now: number,
): { ok: true; value: SeedArguments } | { ok: false; line: string } {
  try {
    const string = { type: 'string' } as const
    const { values } = parseArgs({ args, options: { events: string, url: string, seed: string } })
    const parsed = schema.safeParse(values)
    if (!parsed.success) return { ok: false, line: parsed.error.issues[0]?.message ?? USAGE }
    const { events, url, seed = now % 2 ** 32 } = parsed.data
    const key = apiKeys.find(({ scopes }) => scopes.includes('write'))?.secret ?? null
    return { ok: true, value: { events, url: new URL(url ?? baseUrl(host, port)), seed, key } }
  } catch (error) {
    // Node's message goes on with advice about dashes; its first sentence says what is wrong.
    const what = error instanceof Error ? error.message.split(/\.\s/)[0] : error
    return { ok: false, line: `${what}. ${USAGE}` }
  }
}
