// Gauges that tell how things are when somebody asks. What is not known has no value: it must never be told as 0.
import { Gauge, type Registry } from 'prom-client'

/** @param state null while there is nothing to tell of  @returns what adds a gauge, `coach_effect_` before its name */
export const gauges =
  <State>(register: Registry, state: () => State | null | Promise<State | null>) =>
  (name: string, help: string, read: (state: State) => number | null): void => {
    new Gauge({
      name: `coach_effect_${name}`,
      help,
      registers: [register],
      async collect() {
        const now = await state()
        const value = now === null ? null : read(now)
        if (value === null) this.remove()
        else this.set(value)
      },
    })
  }
