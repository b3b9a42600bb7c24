// Asks the registry whether anything that the product runs with is known to be vulnerable: `npm audit`, without what only
// builds and tests it. It must never take a registry that says nothing for one that knows of nothing.
import { spawnSync } from 'node:child_process'
import { z } from 'zod'

const reportSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
  metadata: z.object({ dependencies: z.object({ prod: z.int() }) }),
})
const refusalSchema = z.object({ message: z.string() })

type Told = { lines: string[]; faults: string[] }

/** @param output of `npm audit --json`  @returns a fault for each vulnerable package, and for a registry that cannot say */
export function dependencyFaults(output: string): Told {
  const json = JSON.parse(output) as unknown
  const report = reportSchema.safeParse(json)
  if (!report.success) {
    const { data } = refusalSchema.safeParse(json)
    return {
      lines: [],
      faults: [`the registry could not be asked: ${data?.message ?? 'it answers otherwise'}`],
    }
  }
  const { vulnerabilities, metadata } = report.data
  return {
    lines: [`${metadata.dependencies.prod} packages that the product runs with`],
    faults: Object.entries(vulnerabilities).map(([name, { severity, range, via }]) => {
      const why = via.map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} ${one.url}`))
      return `${name} ${range} (${severity}): ${why.join('; ')}`
    }),
  }
}

export const dependencies = async (): Promise<Told> =>
  dependencyFaults(
    spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
      .stdout,
  )
