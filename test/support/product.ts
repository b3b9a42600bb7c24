// The product as an operator starts it: real processes on free ports.
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { ROOT } from '../../functions/build/bundle.ts'
import { built } from './built.ts'
import { waitFor } from './wait-for.ts'

const PRODUCT = 'wrangler-free-local.ts'

export type Product = {
  /** Address of the public port; empty when ROLE=write. */
  url: string
  /** The writer's own address; empty when ROLE=report. */
  writerUrl: () => string
  /** All that was printed so far. */
  output: () => string
  errors: () => string
  /** Process ids of the children of one kind, now. */
  children: (kind: 'writer' | 'report') => number[]
  signal: (signal: NodeJS.Signals) => void
  /** SIGTERM; resolves with the exit code, also when it has ended before. */
  stop: () => Promise<number | null>
}

/** Starts the product, built from the sources as they are, with these settings; resolves when its URLs are printed. */
export async function startProduct(settings: Record<string, string>): Promise<Product> {
  const { child, output, errors } = await launch({ PORT: '0', ...settings })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    await waitFor('the URLs', () => {
      if (ended(child)) return 'ended'
      return /^(Writer|Health) /m.test(output()) && output().endsWith('\n')
    })
  } catch (error) {
    child.kill('SIGKILL') // nobody else could: it takes its children along
    throw error
  }
  if (ended(child))
    throw new Error(`the product ended with ${child.exitCode ?? child.signalCode}: ${errors()}`)
  const url = (name: string) => new RegExp(`^${name}\\s+(http://[^/\\s]+)`, 'm').exec(output())?.[1] ?? ''
  return {
    url: url('Reports'),
    writerUrl: () => url('Writer'),
    output,
    errors,
    children: (kind) => childrenOf(child.pid as number, kind),
    signal: (signal) => child.kill(signal),
    async stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/** Runs the product, or one of its commands, until it ends by itself. */
export async function runToEnd(settings: Record<string, string>, args: string[] = [PRODUCT]) {
  const { child, output, errors } = await launch(settings, args)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, output: output(), errors: errors() }
}

/** Their session is not that of the tests: a Ctrl-C there reaches them through here. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill()
})

async function launch(settings: Record<string, string>, [program = PRODUCT, ...args]: string[] = []) {
  const child: ChildProcess = spawn(process.execPath, [await built(program), ...args], {
    cwd: ROOT,
    env: settings, // and nothing of the tests' own environment
    stdio: ['ignore', 'pipe', 'pipe'],
    // A session of its own, as under systemd: its report processes stand back for its writer, not for the tests.
    detached: true,
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let output = ''
  let errors = ''
  child.stdout?.on('data', (data) => {
    output += data
  })
  child.stderr?.on('data', (data) => {
    errors += data
  })
  return { child, output: () => output, errors: () => errors }
}

/** From /proc, because the supervisor tells nobody who its children are. */
function childrenOf(parent: number, kind: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        return Number(ppid) === parent && state !== 'Z' && words.includes(kind)
      } catch {
        return false // it ended meanwhile
      }
    })
}
