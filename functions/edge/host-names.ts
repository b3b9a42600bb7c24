// What HOST may be, and which hosts are reached from this machine alone.
import { isIP } from 'node:net'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

export const isLoopback = (host: string): boolean => LOOPBACK.has(host)

/** An IP address, `0.0.0.0` and `::` among them, or a name as DNS has it. */
export const isHost = (host: string): boolean =>
  isIP(host) !== 0 || /^[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/i.test(host)

/** Addresses that mean every address of the machine: nobody can ask for them, this machine's own loopback is meant. */
const EVERY_ADDRESS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** The base URL of a host as reached from this machine; IPv6 addresses get their brackets. */
export function baseUrl(host: string, port: number): string {
  const reached = EVERY_ADDRESS[host] ?? host
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}
