// A program that is killed at the nth call of a kind that it makes to the system, once it is told to go.
import { createInterface } from 'node:readline'
import { spawnProgram } from './doomed.ts'
import { trace } from './recording/strace.ts'

/**
 * @param said is given each line of the program, but for the one with which it says that it is ready
 * @returns `met`: whether there were so many calls; a sentence where the program ended in another way
 */
export async function killedAtCall(
  program: Parameters<typeof spawnProgram>,
  { call, nth }: { call: string; nth: number },
  said: (line: string) => void,
): Promise<{ met: boolean; faults: string[] }> {
  const { child, stdout, died } = await spawnProgram(...program)
  let traced = Promise.resolve()
  for await (const line of createInterface({ input: stdout })) {
    if (line !== 'ready') {
      said(line)
      continue
    }
    const kill = { calls: call, does: 'signal=SIGKILL', when: String(nth) }
    traced = (await trace(child.pid as number, [kill])).ended
    child.stdin.end('go\n')
  }
  const [code, signal] = await died
  await traced
  const met = signal === 'SIGKILL'
  return { met, faults: met || code === 0 ? [] : [`the process ended with ${code ?? signal}`] }
}
