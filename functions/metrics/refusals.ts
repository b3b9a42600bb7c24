// What is counted alike in every process that answers: requests and events refused.
import { Counter, type Registry } from 'prom-client'
import type { ProblemSlug } from '../problem.ts'

/** @returns what counts one */
export function refusals(register: Registry): (problem: ProblemSlug) => void {
  const refused = new Counter({
    name: 'coach_effect_refused_total',
    help: 'Requests and events refused, by the problem they were answered with.',
    labelNames: ['problem'] as const,
    registers: [register],
  })
  return (problem) => refused.inc({ problem })
}
