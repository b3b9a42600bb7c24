// The progress bar of the commands: it begins with the first word of progress, and is seen on a terminal only.
import cliProgress from 'cli-progress'

/** @param format cli-progress's own; {value} of {total} are what `update` was told */
export function progressBar(format: string): { update(done: number, total: number): void; stop(): void } {
  const bar = new cliProgress.SingleBar({ format, noTTYOutput: false })
  return {
    update(done, total) {
      if (!bar.isActive) bar.start(total, 0)
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}
