// A disk that takes long for every flush of one process: strace holds its fsync and fdatasync calls up.
// It must never hold up the process itself: only the thread that flushes waits.
import { type Tracing, trace } from './strace.ts'

/** @throws Error when strace is not there or may not trace the process */
export const slowDisk = (pid: number, flushMs: number): Promise<Tracing> =>
  trace(pid, [{ calls: 'fsync,fdatasync', does: `delay_enter=${flushMs * 1_000}` }])
