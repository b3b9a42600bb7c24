// Events with texts as long as they may be that come again, many of them at once.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { testFolder } from '../support/folder.ts'
import { silent } from '../support/in-process.ts'
import { logged } from '../support/logged.ts'
import { PLAIN } from '../support/plain-admission.ts'

/** Some hundred megabytes go to the disk and come back. */
const LONGEST_MS = 120_000

it(
  'are known by what they say, where nothing else was kept of what was sent, in little memory',
  async () => {
    const ledger = await openLedger(join(testFolder(), 'qa_runs.duckdb'), silent, PLAIN)
    const text = '€'.repeat(20_000)
    const large = (seq: number) => logged(seq, { agent_draft: text, suggestion_used: text })
    const [events, together, asked] = [1_000, 200, 200]
    for (let first = 1; first <= events; first += together)
      await ledger.store(Array.from({ length: together }, (_, n) => large(first + n)))
    await ledger.flush()
    const known = await ledger.findIds(Array.from({ length: asked }, (_, n) => large(n + 1).id))
    const wrong = [...known.values()].filter(
      (found) => found.content_digest !== null || found.content.agent_draft !== text,
    )
    expect([known.size, wrong]).toEqual([asked, []])
    await ledger.close()
  },
  LONGEST_MS,
)
