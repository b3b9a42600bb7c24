// Whether a process is still there: what a killed one left behind may be taken away, what a living one uses may not.

/** @param pid of any process of this machine, also another user's */
export function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
