// How old open offers are. Rollups know when an offer was made to the hour, the day or the month, so an age is known from
// … to: exactly enough for young offers, more coarsely for old ones, which few decisions still await. Pure.
import { DateTime } from 'luxon'

/** Ages up to which they are known to the hour, and to the day; older ones to the month. */
const BY_THE_HOUR = { hours: 48 }
const BY_THE_DAY = { days: 35 }
/** Months told apart; offers of before count as made in one long one. */
const MAX_MONTHS = 240

const utc = (ms: number) => DateTime.fromMillis(ms, { zone: 'utc' })

/** The starts of units from `from` to before `to`. */
function starts(unit: 'hour' | 'day' | 'month', from: DateTime, to: DateTime): DateTime[] {
  const count = Math.ceil(to.diff(from, unit).as(unit))
  return Array.from({ length: Math.max(0, count) }, (_, n) => from.plus({ [unit]: n }))
}

/**
 * Cuts a period where ages need it: between neighbouring edges, offers count as equally old.
 * @param of.from epoch ms  @param of.to epoch ms, may be infinite
 * @param of.now when open offers were last seen, epoch ms  @param of.finest of the rollups that can be used
 * @returns ascending epoch ms, the first is `from` and the last is `to`
 */
export function ageEdges(of: { from: number; to: number; now: number; finest: 'hour' | 'day' }): number[] {
  const now = utc(of.now)
  const hours = of.finest === 'hour' ? now.minus(BY_THE_HOUR).startOf('day') : now.startOf('day')
  const days = now.minus(BY_THE_DAY).startOf('month')
  const months = DateTime.max(utc(of.from).startOf('month'), days.minus({ months: MAX_MONTHS }))
  const cuts = [
    ...starts('month', months, days),
    ...starts('day', days, hours),
    ...(of.finest === 'hour' ? starts('hour', hours, now.plus({ milliseconds: 1 })) : [hours]),
  ].map((cut) => cut.toMillis())
  return [of.from, ...cuts.filter((cut) => cut > of.from && cut < of.to), of.to]
}

/** Of offers made between two edges and open at `now`: their least and their greatest age, in whole seconds. */
export function agesBetween(from: number, to: number, now: number): { least: number; most: number } {
  const age = (ms: number) => Math.max(0, Math.floor((now - ms) / 1000))
  return { least: age(to), most: age(from) }
}
