// `npm run audit [-- pages | lighthouse]`: looks at every page at every width in both themes, and lets Lighthouse look at
// the main ones, on a product of its own with 100,000 events; `-- dependencies`, by name alone because it needs the network,
// asks what is known of the packages. Ends with 1 when anything is not as it should be.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { ALL_LOOKS, faultsAt } from '../support/audit.ts'
import { openBrowser } from '../support/browser.ts'
import { addresses } from '../support/pages.ts'
import { startProduct } from '../support/product.ts'
import type { TimedEvent } from '../support/sample-days.ts'
import { sampleLog } from '../support/sample-log.ts'
import { dependencies } from './dependencies.ts'
import { lighthouse } from './lighthouse.ts'

const DAYS = { seed: 5, events: 100_000, days: 90 }

async function pages(origin: string, events: readonly TimedEvent[]) {
  const browser = await openBrowser()
  const page = await browser.newPage()
  const looked = addresses(events)
  const faults: string[] = []
  for (const address of looked) faults.push(...(await faultsAt(page, origin, address, ALL_LOOKS)))
  await browser.close()
  return { lines: [`${looked.length} addresses, ${ALL_LOOKS.length} looks at each`], faults }
}

const AUDITS = { pages, lighthouse } as const
const [name] = argv.slice(2)

type Told = { lines: readonly string[]; faults: readonly string[] }

function tell({ lines, faults }: Told) {
  for (const line of lines) console.log(line)
  for (const fault of faults) console.log(`FAULT ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}

async function audit(folder: string) {
  const events = await sampleLog(folder, { ...DAYS, until: Date.now() })
  const product = await startProduct({ DATA_DIR: folder })
  try {
    for (const [one, run] of Object.entries(AUDITS)) {
      if (name !== undefined && name !== one) continue
      tell(await run(product.url, events))
    }
  } finally {
    await product.stop()
  }
}

if (name === 'dependencies') tell(await dependencies())
else if (name !== undefined && !Object.hasOwn(AUDITS, name)) {
  console.error(`There is no audit ${name}: choose one of ${Object.keys(AUDITS).join(', ')}, dependencies`)
  process.exitCode = 2
} else {
  const folder = mkdtempSync(join(tmpdir(), 'coach-effect-audit-'))
  await audit(folder).finally(() => rmSync(folder, { recursive: true, force: true }))
}
