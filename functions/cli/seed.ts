// `npm run seed`: fills a running product with sample events through its public API, as any client would.
// It must never open the database or the published files.
import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import cliProgress from 'cli-progress'
import { settingsOrExit } from '../environment.ts'
import { EXIT } from '../operator-error.ts'
import { NotPosted, postEvent } from './post-event.ts'
import { firstEvents, type SampleEvent, sampleSessions } from './sample-conversations.ts'
import { type SeedArguments, seedArguments } from './seed-arguments.ts'

/** Sessions under way at once; within one, each event waits for the one before to be acknowledged. */
const SESSIONS_AT_ONCE = 16

function end(code: number, ...lines: string[]): never {
  for (const line of lines) console.error(line)
  process.exit(code)
}

async function postAll({ events, url, seed, key }: SeedArguments, onPosted: () => void): Promise<void> {
  const failed = new AbortController()
  setMaxListeners(0, failed.signal) // every event under way listens
  const sessions = firstEvents(sampleSessions(seed, randomUUID), events)
  async function postSessions(mine: Iterable<SampleEvent[]>) {
    for (const session of mine)
      for (const event of session) {
        await postEvent({ url, key }, event, failed.signal)
        onPosted()
      }
  }
  // All take their next session from the same generator.
  await Promise.all(
    Array.from({ length: SESSIONS_AT_ONCE }, () =>
      postSessions(sessions).catch((error) => {
        failed.abort(error)
        throw failed.signal.reason // the first failure, whichever session is told of it
      }),
    ),
  )
}

async function seed(args: SeedArguments): Promise<void> {
  const answers = await fetch(new URL('/health', args.url)).then(
    () => true,
    () => false,
  )
  if (!answers) end(EXIT.failure, `Nothing answers at ${args.url.origin}. Start it with npm start.`)

  const bar = new cliProgress.SingleBar({
    format: 'Posting {bar} {value}/{total} events, {eta_formatted} left',
    noTTYOutput: false,
  })
  const began = performance.now()
  let posted = 0
  bar.start(args.events, 0)
  try {
    await postAll(args, () => {
      posted += 1
      bar.update(posted)
    })
  } catch (error) {
    bar.stop()
    if (!(error instanceof NotPosted)) throw error
    end(EXIT.failure, error.message, `${posted} of ${args.events} events were posted.`)
  }
  bar.stop()
  const seconds = (performance.now() - began) / 1_000
  console.log(
    `Posted ${posted} events in ${seconds.toFixed(1)} s (${Math.round(posted / seconds)} events/s). ` +
      `Look at ${new URL('/reports', args.url)}`,
  )
}

const args = seedArguments(process.argv.slice(2), settingsOrExit(), Date.now())
if (!args.ok) end(EXIT.badSetting, args.line)
await seed(args.value)
