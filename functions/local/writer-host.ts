// Where the writer's own port is opened: to others only on a machine that runs nothing but the writer.
import type { Config } from '../config.ts'
import { isLoopback } from '../edge/host-names.ts'

/** Beside its report instances the writer is asked by them alone: then its port stays on this machine. */
export const writerHost = ({ host, role }: Pick<Config, 'host' | 'role'>): string =>
  role === 'write' || isLoopback(host) ? host : '127.0.0.1'
