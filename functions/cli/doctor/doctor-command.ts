// What `npm run doctor` does: looks at one thing after the other and says a line about each. It changes nothing.
import { parseArgs } from 'node:util'
import type { Config } from '../../config.ts'
import { baseUrl } from '../../edge/host-names.ts'
import { EXIT } from '../../operator-error.ts'
import { livingHolder } from '../../write/ledger/lock-file.ts'
import type { Streams } from '../streams.ts'
import { diskOf } from './disk.ts'
import { figuresAt } from './figures.ts'
import { locksOf } from './file-locks.ts'
import type { Finding } from './finding.ts'
import { holderOf } from './holder.ts'
import { snapshotOf, writerAt } from './writer.ts'

const USAGE = 'Usage: npm run doctor -- [--json] [--url URL of the public port]'

type Settings = Pick<
  Config,
  'role' | 'ledgerFile' | 'publishedDir' | 'dataDir' | 'writerUrl' | 'host' | 'port' | 'apiKeys'
>

/** A machine that only reports has no ledger: there the writer's own address is asked. */
async function examine(
  { role, ledgerFile, publishedDir, dataDir, writerUrl, apiKeys }: Settings,
  publicUrl: URL | null,
  clock: () => number,
): Promise<Finding[]> {
  const keyFor = (scope: 'read' | 'write') =>
    apiKeys.find(({ scopes }) => scopes.includes(scope))?.secret ?? null
  const findings: Finding[] = []
  let writerAddress = writerUrl === null ? null : new URL(writerUrl)
  if (role !== 'report') {
    const holder = livingHolder(ledgerFile)
    findings.push(holderOf(ledgerFile, locksOf(ledgerFile), holder))
    if (holder?.url) writerAddress = new URL(holder.url)
  }
  const { writer, finding } = await writerAt(writerAddress, keyFor('read') ?? keyFor('write'))
  findings.push(finding, await snapshotOf(publishedDir, writer, clock))
  const disks = new Map([
    [dataDir, 'disk'],
    [publishedDir, 'disk of what is published'],
  ])
  for (const [folder, check] of disks) findings.push(diskOf(check, folder))
  if (publicUrl !== null) findings.push(await figuresAt(publicUrl, keyFor('read')))
  return findings
}

const MARKS = { well: 'ok', ill: 'FAULT', unknown: '?' }

/** @param args of the command line  @returns the exit code: 0 when nothing is ill */
export async function doctorCommand(
  args: readonly string[],
  { streams, clock, ...settings }: Settings & { clock: () => number; streams: Streams },
): Promise<number> {
  let given: { json?: boolean; url?: string }
  try {
    const options = { json: { type: 'boolean' }, url: { type: 'string' } } as const
    given = parseArgs({ args: [...args], options }).values
    if (given.url !== undefined) new URL(given.url)
  } catch {
    streams.err(USAGE)
    return EXIT.badSetting
  }
  const publicUrl =
    settings.role === 'write' ? null : new URL(given.url ?? baseUrl(settings.host, settings.port))
  const findings = await examine(settings, publicUrl, clock)
  const ok = findings.every(({ state }) => state !== 'ill')
  if (given.json) streams.out(JSON.stringify({ ok, findings }))
  else
    for (const { check, state, says } of findings)
      (state === 'ill' ? streams.err : streams.out)(`${MARKS[state].padEnd(5)} ${check}: ${says}`)
  return ok ? 0 : EXIT.failure
}
