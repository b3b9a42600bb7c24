// Whether a process takes connections at a port that it may share with others: the kernel's tables tell, nobody is asked.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** State of a TCP socket that listens, in /proc/net/tcp. */
const LISTENS = '0A'

/** @param url of an IPv4 address */
export function listensAt(pid: number, url: string): boolean {
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0')
  const inodes = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTENS && local?.endsWith(`:${port}`))
    .map((fields) => `socket:[${fields[9]}]`)
  return readdirSync(`/proc/${pid}/fd`).some((fd) => {
    try {
      return inodes.includes(readlinkSync(`/proc/${pid}/fd/${fd}`))
    } catch {
      return false // it was closed meanwhile
    }
  })
}
