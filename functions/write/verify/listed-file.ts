// A file that the manifest lists: whether it is there and is what was published.
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Of } from '../../published/checksum.ts'
import type { PublishedFile } from '../../published/manifest.ts'
import { type Difference, Replaced } from './difference.ts'

export type Folder = {
  directory: string
  /** Whether the newest manifest still lists a file of this name. */
  lists: (name: string) => Promise<boolean>
  /** Bytes of the files found sound, by name: names are never used twice, so these are not read again. */
  sound: Map<string, number>
}

/** @returns what is wrong with it, or null. @throws Replaced when it is gone because nothing lists it any more */
export async function fileFault(folder: Folder, file: PublishedFile): Promise<Difference | null> {
  if (folder.sound.has(file.name)) return null
  const path = join(folder.directory, file.name)
  try {
    const { size } = await stat(path)
    if (size !== file.bytes)
      return { file: file.name, message: `${path}: has ${size} bytes, the manifest says ${file.bytes}` }
    if ((await sha256Of(path)) !== file.sha256)
      return { file: file.name, message: `${path}: altered, its checksum is not the manifest's` }
    folder.sound.set(file.name, size)
    return null
  } catch (error) {
    return unreadable(folder, file.name, error)
  }
}

/** What to say of a file that could not be read. @throws Replaced when it is gone because nothing lists it any more */
export async function unreadable(folder: Folder, name: string, error: unknown): Promise<Difference> {
  const path = join(folder.directory, name)
  if (existsSync(path))
    return { file: name, message: `${path}: cannot be read: ${(error as Error).message.split('\n')[0]}` }
  if (!(await folder.lists(name))) throw new Replaced(name)
  return { file: name, message: `${path}: missing` }
}
