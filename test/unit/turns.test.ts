// Work that must not run at the same time, in turns.
import { expect, it } from 'vitest'
import { oneAtATime } from '../../functions/write/ledger/turns.ts'

it('begins each piece of work when the one before has ended, in the order in which they came', async () => {
  const turns = oneAtATime()
  const log: string[] = []
  const work = (name: string) => async () => {
    log.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    log.push(`${name} ends`)
    return name
  }
  expect(await Promise.all(['a', 'b', 'c'].map((name) => turns(work(name))))).toEqual(['a', 'b', 'c'])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

it('goes on after a piece that failed, which alone is told', async () => {
  const turns = oneAtATime()
  const failed = turns(() => Promise.reject(new Error('no')))
  const next = turns(async () => 'done')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('done')
})
