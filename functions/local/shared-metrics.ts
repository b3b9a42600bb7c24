// A child's part in telling metrics: its own when the supervisor wants them, those of all when somebody asks this child.
import type { Metrics } from '../metrics/exposition.ts'
import { type SupervisorMessage, tellSupervisor } from './messages.ts'

/** A supervisor that does not answer is busy stopping: then this process tells its own metrics alone. */
const ANSWER_MS = 2_000

/** Tells the supervisor what is measured here, whenever it wants to know. */
export function tellMetrics(measured: () => Promise<Metrics>): void {
  process.on('message', (message: SupervisorMessage) => {
    if (message.type === 'metrics wanted')
      void measured().then((metrics) => tellSupervisor({ type: 'metrics', number: message.number, metrics }))
  })
}

/** @returns what gathers the metrics of every process of this machine */
export function sharedMetrics(): (measured: () => Promise<Metrics>) => Promise<Metrics[]> {
  const asked = new Map<number, (metrics: Metrics[]) => void>()
  let number = 0
  process.on('message', (message: SupervisorMessage) => {
    if (message.type === 'metrics of all') asked.get(message.number)?.(message.metrics)
  })
  return async (measured) => {
    number += 1
    const mine = number
    const gathered = new Promise<Metrics[] | null>((resolve) => {
      asked.set(mine, resolve)
      setTimeout(() => resolve(null), ANSWER_MS).unref()
    })
    tellSupervisor({ type: 'metrics wanted', number: mine })
    const metrics = await gathered
    asked.delete(mine)
    return metrics ?? [await measured()]
  }
}
