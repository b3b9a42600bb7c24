// A failure that a person has to mend: one line that says what is wrong and what to do, and an exit code.

export const EXIT = { failure: 1, badSetting: 2, heldElsewhere: 3, ledgerDoubtful: 4 } as const

/** `message` is one line for the operator; it may name files and process ids, so it never goes into an answer. */
export class OperatorError extends Error {
  override name = 'OperatorError'
  readonly exitCode: number

  constructor(message: string, exitCode: number = EXIT.failure, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.exitCode = exitCode
  }
}
