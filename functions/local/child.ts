// What every child process does: report a failed start in one line, and stop in good order exactly once.
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../operator-error.ts'

/**
 * Runs a child until it is told to stop: by SIGTERM, or because its supervisor is gone.
 * SIGINT is ignored: a terminal sends it to every process, and the supervisor decides the order.
 */
export async function runChild(
  log: Logger,
  start: (stopping: AbortSignal) => Promise<{ stop(): Promise<void> }>,
): Promise<void> {
  process.on('SIGINT', () => {})
  let stopAsked = () => {}
  const asked = new Promise<void>((resolve) => {
    stopAsked = resolve
  })
  const stopping = new AbortController()
  void asked.then(() => stopping.abort())
  process.on('SIGTERM', stopAsked)
  process.on('disconnect', stopAsked)
  try {
    const running = await start(stopping.signal)
    await asked
    await running.stop()
    process.exit(0)
  } catch (error) {
    if (stopping.signal.aborted && error instanceof Error && error.name === 'AbortError') process.exit(0)
    if (error instanceof OperatorError) {
      process.stderr.write(`${error.message}\n`)
      process.exit(error.exitCode)
    }
    const diskFull = (error as NodeJS.ErrnoException).code === 'ENOSPC'
    log.fatal({ err: error }, diskFull ? 'the disk is full: free some space' : 'this process cannot go on')
    process.exit(EXIT.failure)
  }
}
