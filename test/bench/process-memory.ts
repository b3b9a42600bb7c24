// How much memory a process holds, as the kernel counts it.
import { readFileSync } from 'node:fs'

/** Megabytes (10^6 bytes): resident now, and the most there ever was. */
export type Memory = { nowMb: number; peakMb: number }

export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string) => (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6
  return { nowMb: mb('VmRSS'), peakMb: mb('VmHWM') }
}
