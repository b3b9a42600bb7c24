// The policy file of a process and its changes. A change that cannot be read is told in one line, and the policies that
// were read before stay. It must never be without policies once it is open.
import { readFile, stat } from 'node:fs/promises'
import type { Logger } from 'pino'
import { EXIT, OperatorError } from '../../operator-error.ts'
import { parsePolicies } from './parse.ts'
import type { PolicySet } from './policy-set.ts'
import { compiledWhenNeeded } from './when-needed.ts'

/** How often the file's time and size are looked at: watching it would miss changes on shared and mounted folders. */
const LOOK_MS = 1_000

export class PolicyFile {
  readonly #path: string
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #stamp: string
  #set: PolicySet
  #looking: Promise<void> | null = null

  private constructor(path: string, log: Logger, stamp: string, set: PolicySet) {
    this.#path = path
    this.#log = log
    this.#stamp = stamp
    this.#set = set
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref()
  }

  /** @throws OperatorError (exit 2) that names the file, the line, and what is wrong there */
  static open(path: string, log: Logger): Promise<PolicyFile> {
    return PolicyFile.#open(path, log, (yaml) => setOf(path, parsePolicies(yaml)))
  }

  /**
   * The same for a file that another process has looked at already: it is compiled when a text is first searched, which
   * is then what throws. A process starts so in two thirds of the time.
   */
  static openChecked(path: string, log: Logger): Promise<PolicyFile> {
    return PolicyFile.#open(path, log, (yaml) => compiledWhenNeeded(yaml, (parsed) => setOf(path, parsed)))
  }

  static async #open(path: string, log: Logger, setIn: (yaml: string) => PolicySet): Promise<PolicyFile> {
    try {
      const stamp = await stampOf(path)
      return new PolicyFile(path, log, stamp, setIn(await readFile(path, 'utf8')))
    } catch (error) {
      if (error instanceof OperatorError) throw error
      throw new OperatorError(
        `${path}: the policies cannot be read: ${reason(error)}`,
        EXIT.badSetting,
        error,
      )
    }
  }

  /** The policies as last read. */
  get current(): PolicySet {
    return this.#set
  }

  /** Reads the file if it changed since it was read last. Happens by itself, every second. */
  look(): Promise<void> {
    this.#looking ??= this.#read().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #read(): Promise<void> {
    try {
      const stamp = await stampOf(this.#path)
      if (stamp === this.#stamp) return
      const yaml = await readFile(this.#path, 'utf8')
      this.#stamp = stamp
      const parsed = parsePolicies(yaml)
      if (!parsed.ok) {
        this.#log.error(`${saying(this.#path, parsed.lines)}; the former policies stay`)
        return
      }
      this.#set = parsed.set
      this.#log.info({ version: parsed.set.version }, `${this.#path} was read again`)
    } catch (error) {
      if (this.#stamp === '') return // told already
      this.#stamp = ''
      this.#log.error(`${this.#path} cannot be read: ${reason(error)}; the former policies stay`)
    }
  }
}

/** @throws OperatorError (exit 2) */
function setOf(path: string, parsed: ReturnType<typeof parsePolicies>): PolicySet {
  if (!parsed.ok) throw new OperatorError(saying(path, parsed.lines), EXIT.badSetting)
  return parsed.set
}

async function stampOf(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path)
  return `${mtimeMs} ${size} ${ino}`
}

/** The first fault with the file’s name, and how many more there are. */
function saying(path: string, [first, ...others]: readonly string[]): string {
  const place = (first ?? '').replace(/^line (\d+): /, (_, line) => `${path}:${line}: `)
  return others.length === 0 ? place : `${place} (and ${others.length} more)`
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
