// Numbers, durations and times as the pages write them. Pure: the same value gives the same text everywhere.
// It must never be handed an unknown (null): see figure.tsx.

const NBSP = '\u00a0'

// Made once: a formatter made for each number takes two thirds of the time of drawing a page.
const withDigits = [0, 1, 2].map(
  (digits) =>
    new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
)
const fixed = (value: number, digits: 0 | 1 | 2) => (withDigits[digits] as Intl.NumberFormat).format(value)

/** `12,345` */
export const count = (value: number) => fixed(value, 0)

/** `64.2 %` of a value that is in per cent already. A share that exists is never rounded away to 0. */
export const percent = (value: number) =>
  value > 0 && value < 0.1 ? `<${NBSP}0.1${NBSP}%` : `${fixed(value, 1)}${NBSP}%`

/** `0.4 ms`, `412 ms`, `1.24 s`, `12.4 s`, `2.5 min` */
export function duration(ms: number) {
  if (ms < 10 && !Number.isInteger(ms)) return `${fixed(ms, 1)}${NBSP}ms`
  if (Math.round(ms) < 1_000) return `${count(ms)}${NBSP}ms`
  const seconds = ms / 1_000
  if (seconds < 60) return `${fixed(seconds, seconds < 9.995 ? 2 : 1)}${NBSP}s`
  return `${fixed(seconds / 60, 1)}${NBSP}min`
}

/** `+120`, `−3.2 %`: the sign is a true minus. @param as writes the value without it */
export const signed = (value: number, as: (value: number) => string) =>
  `${value < 0 ? '−' : '+'}${as(Math.abs(value))}`

/** How long one event came after another: a duration, from an hour on `3.2 h`, from two days on `2.1 d`. */
export function span(ms: number) {
  const hours = ms / 3_600_000
  if (hours < 1) return duration(ms)
  return hours < 48 ? `${fixed(hours, 1)}${NBSP}h` : `${fixed(hours / 24, 1)}${NBSP}d`
}

/** Zones whose formatters are kept: readers choose zones, and each formatter takes some 10 kB. */
const MAX_ZONES = 32

// Making an Intl formatter is slow and pages hold many times, so one of each is kept per zone.
// A moment is RFC 3339 or epoch milliseconds.
const perZone = (options: Intl.DateTimeFormatOptions) => {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (at: string | number, timeZone: string) => {
    let format = made.get(timeZone)
    if (!format) {
      if (made.size === MAX_ZONES) made.clear()
      format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone })
      made.set(timeZone, format)
    }
    return format.format(new Date(at))
  }
}

/** `14:03:22` in the zone */
export const clock = perZone({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })

/** `Wed, 23 Jul 2025` in the zone */
export const date = perZone({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })

const toTheMinute: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
}
const minutes = perZone(toTheMinute)

/** `23 Jul 2025, 14:03:22` in the zone */
export const dayAndClock = perZone({ ...toTheMinute, second: '2-digit' })

/** `23 Jul 2025, 14:03` in the zone; with seconds where they are not 0 */
export const dayAndTime = (ms: number, timeZone: string) =>
  (ms % 60_000 === 0 ? minutes : dayAndClock)(ms, timeZone)

const day = perZone({ day: 'numeric', month: 'short', year: 'numeric' })

/** What a point of a series is called: `23 Jul, 14:00`, `23 Jul 2025`, `Jul 2025`, `2025` */
export const pointName = {
  hour: perZone({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  day,
  week: day,
  month: perZone({ month: 'short', year: 'numeric' }),
  year: perZone({ year: 'numeric' }),
}
