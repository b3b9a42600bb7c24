// The arguments of `npm run report`. Pure: it must never read the environment or the clock itself.
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { baseUrl } from '../edge/host-names.ts'

const USAGE =
  'Usage: npm run report -- [--out FILE, FOLDER or -] [--url URL] ["from=2026-07-01&tz=Europe/Berlin"]'

const schema = z.object({
  out: z.string().min(1, '--out must not be empty').default('.'),
  url: z.url({ protocol: /^https?$/, error: '--url must be an http(s) URL' }).optional(),
})

/** `url`: of the page that the file stands for, with its parameters. `out`: a file, a folder, or `-`. */
export type ReportArguments = { out: string; url: URL }

/** @returns the arguments with their defaults, or the one line that says what is wrong */
export function reportArguments(
  args: string[],
  { host, port }: Pick<Config, 'host' | 'port'>,
): { ok: true; value: ReportArguments } | { ok: false; line: string } {
  try {
    const string = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args,
      options: { out: string, url: string },
      allowPositionals: true,
    })
    const parsed = schema.safeParse(values)
    if (!parsed.success) return { ok: false, line: parsed.error.issues[0]?.message ?? USAGE }
    if (positionals.length > 1) return { ok: false, line: USAGE }
    const url = new URL('/reports', parsed.data.url ?? baseUrl(host, port))
    url.search = positionals[0] ?? ''
    return { ok: true, value: { out: parsed.data.out, url } }
  } catch {
    return { ok: false, line: USAGE }
  }
}
