// Metrics of several processes as one text for Prometheus: each process's own series, told apart by their labels.
import { AggregatorRegistry, collectDefaultMetrics, type MetricObject, Registry } from 'prom-client'

/** What one process measured, as it travels to another. */
export type Metrics = MetricObject[]

export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

/** @param labels that tell this process from the others  @returns a registry with what every Node process measures of itself */
export function processRegistry(labels: Record<string, string>): Registry {
  const register = new Registry()
  register.setDefaultLabels(labels)
  collectDefaultMetrics({ register })
  return register
}

/** @param measured by each process; those that measure the same thing have different labels */
export const exposition = (measured: readonly Metrics[]): Promise<string> =>
  AggregatorRegistry.aggregate(measured as Metrics[]).metrics()
