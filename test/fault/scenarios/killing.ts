// Kills processes of a product under load with SIGKILL, and waits for what comes after: another one in their place.
import { setTimeout as sleep } from 'node:timers/promises'
import { processLives } from '../../../functions/process-lives.ts'
import { listensAt } from '../../support/listens-at.ts'
import type { Product } from '../../support/product.ts'
import { waitFor } from '../../support/wait-for.ts'
import type { Run } from './scenario.ts'

/** A process comes back within seconds; more than minutes on a machine that has other things to do is for ever. */
const BACK_MS = 120_000

const childOf = (product: Product, kind: 'writer' | 'report', not: readonly number[] = []) =>
  waitFor(`a ${kind}`, () => product.children(kind).find((pid) => !not.includes(pid)), BACK_MS)

export const writerOf = ({ product }: Run) => childOf(product, 'writer')

/** Resolves when more events than now are stored. */
export async function storing({ recorder }: Run, more = 1): Promise<void> {
  const before = recorder.stored()
  await waitFor('events to be stored', () => recorder.stored() >= before + more, BACK_MS)
}

/**
 * @param againMs kills the next one too, so long after it was there; null does not
 * @returns milliseconds from the (last) kill to the first event that is stored after it
 */
export async function killWriter(run: Run, againMs: number | null = null): Promise<number> {
  const killed = [await writerOf(run)]
  let began = kill(killed[0] as number)
  if (againMs !== null) {
    const next = await childOf(run.product, 'writer', killed)
    await sleep(againMs)
    killed.push(next)
    began = kill(next)
  }
  // What the killed one had answered has long been heard when the next one is there.
  await childOf(run.product, 'writer', killed)
  await storing(run)
  return performance.now() - began
}

/**
 * One of several: another one lives meanwhile, and is not killed before the next one serves.
 * @param which 0 to 1: of the report instances
 * @param before called when it is about to die
 * @returns milliseconds until another one served in its place
 */
export async function killReport({ product }: Run, which: number, before: () => void): Promise<number> {
  const reports = product.children('report')
  const victim = reports[Math.floor(which * reports.length)]
  if (victim === undefined) throw new Error('there is no report instance to kill')
  before()
  const began = kill(victim)
  const next = await childOf(product, 'report', reports)
  await waitFor('the next report instance to serve', () => listensAt(next, product.url), BACK_MS)
  return performance.now() - began
}

/** @returns milliseconds until every process of the product was gone */
export async function killSupervisor({ product }: Run): Promise<number> {
  const children = [...product.children('writer'), ...product.children('report')]
  const began = performance.now()
  product.signal('SIGKILL')
  await waitFor('its children to end', () => !children.some(processLives), BACK_MS)
  return performance.now() - began
}

function kill(pid: number): number {
  process.kill(pid, 'SIGKILL')
  return performance.now()
}
