// What is measured of the processes of a machine, by the one that keeps them running.
import { Counter, Gauge } from 'prom-client'
import { type Metrics, processRegistry } from './exposition.ts'

export type ChildState = { kind: 'writer' | 'report'; instance: string; serves: boolean }

/** @param children as they are now */
export function supervisorMetrics(children: () => readonly ChildState[]): {
  restarted: (child: Omit<ChildState, 'serves'>, times?: number) => void
  measured: () => Promise<Metrics>
} {
  const register = processRegistry({ process: 'supervisor', instance: '1' })
  const labelNames = ['child', 'child_instance'] as const
  const labelsOf = ({ kind, instance }: Omit<ChildState, 'serves'>) => ({
    child: kind,
    child_instance: instance,
  })
  new Gauge({
    name: 'coach_effect_process_up',
    help: 'Whether a process serves.',
    labelNames,
    registers: [register],
    collect() {
      for (const child of children()) this.set(labelsOf(child), Number(child.serves))
    },
  })
  const restarts = new Counter({
    name: 'coach_effect_restarts_total',
    help: 'How often a process ended by itself and was started again.',
    labelNames,
    registers: [register],
  })
  return {
    restarted: (child, times = 1) => restarts.inc(labelsOf(child), times),
    measured: () => register.getMetricsAsJSON() as Promise<Metrics>,
  }
}
