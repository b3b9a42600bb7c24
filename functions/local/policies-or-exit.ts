// The policies, looked at before a machine that only reports starts anything: its instances take them as sound.
import { PolicyFile } from '../coach/policies/policy-file.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { OperatorError } from '../operator-error.ts'

/** A file that cannot be used is named on standard error, with its line, and ends the process. */
export async function policiesOrExit({ policiesFile }: Config): Promise<void> {
  try {
    const policies = await PolicyFile.open(policiesFile, createLog('supervisor'))
    policies.close()
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(error.exitCode)
  }
}
