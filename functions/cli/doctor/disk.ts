// Whether there is room for what comes.
import { diskSpace } from '../../disk-space.ts'
import { type Finding, ill, unknown, well } from './finding.ts'

const GIB = 1024 ** 3
const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`

export function diskOf(check: string, folder: string, space = diskSpace): Finding {
  try {
    const found = space(folder)
    if (found === null) return unknown(check, `the file system of ${folder} does not say how full it is`)
    const { free, total, nearlyFull } = found
    const says = `${gib(free)} of ${gib(total)} free at ${folder}`
    if (!nearlyFull) return well(check, says)
    return ill(
      check,
      `nearly full: ${says}. Free some, or move DATA_DIR; when it is full, events are refused.`,
    )
  } catch (error) {
    return unknown(check, `${folder} cannot be looked at: ${(error as Error).message}`)
  }
}
