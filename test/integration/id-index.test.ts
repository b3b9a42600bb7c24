// Which repeated ids are recognised, over the real ledger.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { duckBeside } from '../../functions/write/ledger/duck.ts'
import { idWords } from '../../functions/write/ledger/ids/id-words.ts'
import { ledgerIds } from '../../functions/write/ledger/ids/ledger-ids.ts'
import { openLedger } from '../../functions/write/ledger/open.ts'
import { testFolder } from '../support/folder.ts'
import { event, productIn, silent } from '../support/in-process.ts'
import { commitTo, logged } from '../support/logged.ts'
import { writeTable } from '../support/original.ts'
import { admission } from '../support/policies.ts'
import { runToEnd } from '../support/product.ts'

const rowsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => logged(first + n, { content_digest: `digest ${first + n}` }))

it('an id is recognised after many others and over restarts, as far back as the bounds say', async () => {
  const path = join(testFolder(), 'qa_runs.duckdb')
  const bounds = { slots: 1024, reachEvents: 6_000 } // generations of 768 events
  const sent = (seqs: number[]) => seqs.map((seq) => logged(seq).id)
  const known = (seqs: number[]) =>
    new Map(seqs.map((seq) => [logged(seq).id, { seq, content_digest: `digest ${seq}` }]))
  const ledger = await openLedger(path, silent, admission, { idBounds: bounds })
  await commitTo(ledger, rowsFrom(1, 1))
  for (let first = 2; first <= 5_900; first += 337) await commitTo(ledger, rowsFrom(first, 337))
  const { lastSeq } = ledger
  const asked = [1, 768, 769, 5_000, lastSeq, lastSeq + 1]
  expect(await ledger.findIds(sent(asked))).toEqual(known(asked.slice(0, -1)))
  await ledger.close()

  const again = await openLedger(path, silent, admission, { idBounds: bounds })
  expect(await again.findIds(sent(asked))).toEqual(known(asked.slice(0, -1)))
  await commitTo(again, rowsFrom(lastSeq + 1, 2_048))
  const later = [lastSeq + 2_048 - 5_999, lastSeq + 1, lastSeq + 2_048]
  expect(await again.findIds(sent([...later, lastSeq + 2_049]))).toEqual(known(later))
  await again.close()
})

it('in a range that has no index it is looked for in the ledger itself', async () => {
  const folder = testFolder()
  const path = join(folder, 'qa_runs.duckdb')
  const ledger = await openLedger(path, silent, admission, { idBounds: { slots: 1024 } })
  writeFileSync(`${path}.ids`, 'no folder')
  await commitTo(ledger, rowsFrom(1, 2_000))
  expect(await ledger.findIds([logged(1).id, logged(1_900).id, logged(2_001).id])).toEqual(
    new Map([1, 1_900].map((seq) => [logged(seq).id, { seq, content_digest: `digest ${seq}` }])),
  )
  await ledger.close()
})

it('one that an import has brought in is recognised when it is posted', async () => {
  const { folder, post } = await productIn()
  const file = await writeTable(
    join(folder, 'many.parquet'),
    `SELECT 'offered' AS event, 's' || i AS session_id, 'draft ' || i AS agent_draft, 5 AS latency_ms,
            md5(i::VARCHAR)::UUID AS id FROM range(200000) t(i)`,
  )
  expect(await runToEnd({ DATA_DIR: folder }, ['functions/cli/import.ts', file])).toMatchObject({ code: 0 })
  const id = createHash('md5')
    .update('199999')
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  const repeat = event({
    event_id: id,
    session_id: 's199999',
    agent_draft: 'draft 199999',
    policy_refs: [],
    latency_ms: 5,
  })
  expect(await post(repeat, { ...repeat, latency_ms: 6 }, event())).toEqual([
    { ok: true, event_id: id, seq: 200_000, duplicate: true },
    expect.objectContaining({ type: '/problems/id-reused', status: 422 }),
    { ok: true, event_id: expect.any(String), seq: 200_001 },
  ])
})

it('an id is the same four numbers read from the ledger as written by a client', async () => {
  const path = join(testFolder(), 'qa_runs.duckdb')
  const ids = [
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '0b5f3c1e-7a63-4d1e-9a53-0c8f6b2f1a77',
    '80000000-0000-4000-8000-00000000000a',
  ]
  const ledger = await openLedger(path, silent, admission)
  await commitTo(
    ledger,
    ids.map((id, n) => logged(n + 1, { id })),
  )
  await ledger.close()
  const { connect, close } = await duckBeside(path)
  const connection = await connect()
  await connection.run(`ATTACH '${path}' AS ledger (READ_ONLY)`)
  expect(await ledgerIds(connection).read({ first: 1, last: 4 })).toEqual(idWords(ids))
  expect(idWords(ids.map((id) => id.toUpperCase()))).toEqual(idWords(ids))
  expect(await ledgerIds(connection).firstBetween(1_700_000_000_002, 1_700_000_000_003)).toBe(2)
  expect(await ledgerIds(connection).firstBetween(0, 1)).toBe(null)
  close()
})
