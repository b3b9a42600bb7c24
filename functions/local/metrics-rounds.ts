// The supervisor's part in telling metrics: asks every child, and gives the one who wanted them what came. A child that does not
// answer must never keep the others' metrics back.
import type { Metrics } from '../metrics/exposition.ts'
import { supervisorMetrics } from '../metrics/supervisor-metrics.ts'
import type { Kept } from './keep-alive.ts'
import type { ChildMessage } from './messages.ts'

/** A child that is paused or stuck has no metrics. */
const ROUND_MS = 1_000

/** `kind` and `instance` are the labels of its metrics. */
type Child = { kind: 'writer' | 'report'; instance: string; kept: Kept | null }

type Round = { left: Set<Child>; metrics: Metrics[]; end: () => void }

/** What is done with one child. */
export type Part = {
  /** Says which one it is. */
  is(kept: Kept): void
  /** It ended by itself and is started again. */
  restarted(): void
  /** @returns whether the message was about metrics */
  heard(message: ChildMessage): boolean
}

export function metricsRounds(): { join(kind: Child['kind'], instance: string): Part } {
  const children: Child[] = []
  const rounds = new Map<number, Round>()
  let number = 0
  const own = supervisorMetrics(() =>
    children.map(({ kept, ...child }) => ({ ...child, serves: kept?.serves() ?? false })),
  )

  function begin(from: Child, theirs: number): void {
    number += 1
    const mine = number
    const metrics: Metrics[] = []
    const end = async () => {
      clearTimeout(timer)
      rounds.delete(mine)
      from.kept?.tell({
        type: 'metrics of all',
        number: theirs,
        metrics: [...metrics, await own.measured()],
      })
    }
    const timer = setTimeout(end, ROUND_MS)
    rounds.set(mine, { left: new Set(children), metrics, end })
    for (const { kept } of children) kept?.tell({ type: 'metrics wanted', number: mine })
  }

  function take(child: Child, of: number, measured: Metrics): void {
    const round = rounds.get(of)
    if (!round?.left.delete(child)) return
    const { kind, instance } = child
    for (const metric of measured as { values?: { labels: Record<string, unknown> }[] }[])
      for (const { labels } of metric.values ?? []) Object.assign(labels, { process: kind, instance })
    round.metrics.push(measured)
    if (round.left.size === 0) round.end()
  }

  return {
    join(kind, instance) {
      const child: Child = { kind, instance, kept: null }
      children.push(child)
      own.restarted(child, 0)
      return {
        is(kept) {
          child.kept = kept
        },
        restarted: () => own.restarted(child),
        heard(message) {
          if (message.type === 'metrics wanted') begin(child, message.number)
          else if (message.type === 'metrics') take(child, message.number, message.metrics)
          else return false
          return true
        },
      }
    },
  }
}
