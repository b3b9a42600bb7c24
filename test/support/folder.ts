// A folder of a test's own, gone when the test is over; and one that the tests of a file share.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

const newFolder = () => mkdtempSync(join(tmpdir(), 'coach-effect-'))
const remove = (folder: string) => rmSync(folder, { recursive: true, force: true })

export function testFolder(): string {
  const folder = newFolder()
  onTestFinished(() => remove(folder))
  return folder
}

/** For all tests of the file or `describe` that calls this. What uses it is stopped in an `afterAll` that comes later. */
export function sharedFolder(): string {
  const folder = newFolder()
  afterAll(() => remove(folder))
  return folder
}
