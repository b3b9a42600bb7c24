// How a command lets texts into the ledger, or looks at those there: by the policies as its settings name them.
import type { Logger } from 'pino'
import { PolicyFile } from '../coach/policies/policy-file.ts'
import type { Config } from '../config.ts'
import { Admission } from '../write/admission.ts'

export type AdmissionSettings = Pick<Config, 'policiesFile' | 'redact'>

/** By the file as it is now. @throws OperatorError exit 2 when it cannot be read */
export async function ownAdmission(
  { policiesFile, redact }: AdmissionSettings,
  log: Logger,
): Promise<Admission> {
  const file = await PolicyFile.open(policiesFile, log)
  file.close()
  return new Admission({ policies: () => file.current, redact })
}
