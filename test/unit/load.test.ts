// When a process counts as busy: at once when it works hard, calm only after a while.
import { expect, it } from 'vitest'
import { Load } from '../../functions/local/load.ts'

/** @param cores used in each quarter of a second @returns at which of them the answer changed, and to what */
function changes(cores: number[]) {
  const load = new Load()
  let used = 1_000
  load.look(0, used)
  return cores.flatMap((share, n) => {
    used += share * 250
    const busy = load.look((n + 1) * 250, used)
    return busy === null ? [] : [[n, busy]]
  })
}
const times = (n: number, share: number): number[] => Array.from({ length: n }, () => share)

it('is busy as soon as it uses most of a core', () => {
  expect(changes([...times(4, 0.5), 0.7, ...times(4, 1.8)])).toEqual([[4, true]])
})

it('is calm after two seconds of little work, and not in a pause between two bursts', () => {
  expect(changes([1, ...times(7, 0.1), 1, ...times(8, 0.1), ...times(8, 0.1)])).toEqual([
    [0, true],
    [16, false],
  ])
})

it('stays busy while it works some', () => {
  expect(changes([1, ...times(40, 0.4)])).toEqual([[0, true]])
})
