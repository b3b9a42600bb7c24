// A PostgreSQL server of the bench's own: a new cluster in a folder, reached by a unix socket there and no other way.
// It must never run as root (the server refuses to), and never outlive the process that started it.
import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where Debian keeps the programs of each version, and where others put them. */
const DEBIAN = '/usr/lib/postgresql'
const USUAL = ['/usr/local/pgsql/bin', '/usr/local/bin', '/usr/bin']

/** The folder of the server's programs, of the newest version there is; null when there is none. */
export function findPostgresql(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), ...USUAL]
  return (
    folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))) ?? null
  )
}

/** Whom the server runs as: ourselves, or, for root, an account that may do nothing else. */
function account(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {}
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = ['postgres', 'nobody'].map((name) => accounts.find(([own]) => own === name)).find(Boolean)
  if (!found) throw new Error('there is no account that PostgreSQL could run as: neither postgres nor nobody')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

export type Server = {
  ended: () => boolean
  /** All that it printed. */
  errors: () => string
  /** Resolves once every client has gone and the server has ended. */
  stop: () => Promise<void>
}

/** @param folder of the cluster and its socket; it becomes the server's own  @returns before connections are taken */
export async function startPostgresql(programs: string, folder: string): Promise<Server> {
  const as = account()
  if (as.uid !== undefined) await chown(folder, as.uid, as.gid)
  const data = join(folder, 'cluster')
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', data, '--username=bench', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    { cwd: folder, ...as },
  )
  const server = spawn(
    join(programs, 'postgres'),
    [
      ...['-D', data, '-c', `unix_socket_directories=${folder}`, '-c', 'listen_addresses='],
      ...['-c', 'fsync=on', '-c', 'synchronous_commit=on'],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...as },
  )
  let errors = ''
  server.stderr?.on('data', (data) => {
    errors += data
  })
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  // Its word for: disconnect everybody, then end.
  process.once('exit', () => server.kill('SIGINT'))
  return {
    ended: () => server.exitCode !== null || server.signalCode !== null,
    errors: () => errors,
    async stop() {
      server.kill('SIGTERM')
      await exited
    },
  }
}
