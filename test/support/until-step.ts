// A hook for named steps that kills its process, at once and with nothing cleaned up, at one of them.

/**
 * @param nth how often the step has to be met
 * @param counts whether a meeting counts, asked at each
 */
export function untilStep<Step extends string>(
  target: string,
  nth: number,
  counts: (step: Step) => boolean = () => true,
): (step: Step) => void {
  let met = 0
  return (step) => {
    if (step === target && counts(step)) met += 1
    if (met >= nth) process.kill(process.pid, 'SIGKILL')
  }
}
