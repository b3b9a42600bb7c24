// What `npm run report` does: writes the report as a file from what is published, whether anything runs or not.
// It must never leave half a file under the final name.
import { statSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pino from 'pino'
import { inlinedAssets, loadAssets } from '../assets.ts'
import { PolicyFile } from '../coach/policies/policy-file.ts'
import type { Config } from '../config.ts'
import { diskSpace } from '../disk-space.ts'
import { EXIT } from '../operator-error.ts'
import { Problem } from '../problem.ts'
import { FigureCache } from '../report/figure-cache.ts'
import { type DrawnFile, drawFile } from '../report/file/file.tsx'
import { SnapshotReader } from '../report/snapshot/reader.ts'
import { renameDurably, syncFile } from '../write/durable.ts'
import { WriterLink } from '../writer-link.ts'
import { type ReportArguments, reportArguments } from './report-arguments.ts'
import type { Streams } from './streams.ts'

type Options = Pick<Config, 'publishedDir' | 'host' | 'port' | 'timeZone' | 'policiesFile'> & {
  /** Epoch ms. */
  clock: () => number
  streams: Streams
}

/** @throws Problem what drawFile throws */
async function draw(
  { url }: ReportArguments,
  { publishedDir, timeZone, clock, policiesFile }: Options,
): Promise<DrawnFile> {
  const log = pino({ level: 'silent' }) // a block that failed says so in the file
  const policyFile = await PolicyFile.openChecked(policiesFile, log)
  const reader = await SnapshotReader.open(publishedDir, log)
  const writer = new WriterLink({ url: 'none', clock, keys: [] })
  try {
    return await drawFile(
      {
        ...{ reader, writer, policyFile, timeZone, clock, log },
        cache: new FigureCache(),
        diskSpace: () => diskSpace(publishedDir),
        assets: loadAssets().urls,
        stopping: new AbortController().signal,
      },
      inlinedAssets(),
      url.href,
    )
  } finally {
    await writer.close()
    reader.close()
    policyFile.close()
  }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** @returns where the file is now */
async function keep({ html, name }: DrawnFile, out: string): Promise<string> {
  const path = isFolder(out) ? join(out, name) : resolve(out)
  const unfinished = `${path}.${process.pid}.tmp`
  try {
    await writeFile(unfinished, html)
    await syncFile(unfinished)
    await renameDurably(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  return path
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error

/** @param args of the command line  @returns the exit code; why nothing was written was said */
export async function reportCommand(args: string[], options: Options): Promise<number> {
  const { out, err } = options.streams
  const parsed = reportArguments(args, options)
  if (!parsed.ok) {
    err(parsed.line)
    return EXIT.badSetting
  }
  try {
    const file = await draw(parsed.value, options)
    if (parsed.value.out === '-') out(file.html)
    else out(`${await keep(file, parsed.value.out)}: as of event ${file.seq}`)
    return 0
  } catch (error) {
    if (error instanceof Problem) {
      err(error.errors?.map(({ message }) => message).join('; ') ?? `${error.kind.title}. ${error.detail}`)
      return error.slug === 'invalid-parameter' ? EXIT.badSetting : EXIT.failure
    }
    if (!isSystemError(error)) throw error
    err(`The report could not be written: ${error.message}`)
    return EXIT.failure
  }
}
