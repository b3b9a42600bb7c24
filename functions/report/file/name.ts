// What a report's file is called: its period, its filters and the event it stands at. Two reports of different questions
// must never have one name: the later would take the place of the other.
import { DateTime } from 'luxon'
import type { Scope } from '../scope.ts'

/** Letters of a filter's value in a name. */
const MAX_LETTERS = 40

const plain = (text: string) => text.replaceAll(/[^A-Za-z0-9.]+/g, '-').slice(0, MAX_LETTERS)

/**
 * @param taken epoch ms, where the period has no end
 * @returns ASCII, such as `coach-effect_2026-07-01_2026-07-31_policy-TONE_seq-5000.html`
 */
export function fileName(scope: Scope, seq: number, taken: number): string {
  const { from, to, zone, ...filters } = scope
  const day = (ms: number) => DateTime.fromMillis(ms, { zone }).toISODate()
  const named = Object.entries(filters).flatMap(([name, value]) =>
    value === null ? [] : [`${name}-${plain(value)}`],
  )
  return `${['coach-effect', from === null ? 'all' : day(from), day(to ?? taken), ...named, `seq-${seq}`].join('_')}.html`
}
