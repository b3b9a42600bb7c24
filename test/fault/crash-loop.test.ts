// A writer that cannot start any more, in a product that runs.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { MANIFEST_FORMAT } from '../../functions/published/manifest.ts'
import { testFolder } from '../support/folder.ts'
import { event } from '../support/in-process.ts'
import { ownProduct } from '../support/own-product.ts'
import { editManifest } from '../support/sabotage.ts'
import { waitFor } from '../support/wait-for.ts'

const LONGEST_MS = 300_000
const RESTART = /"restart_in_ms":(\d+).*the writer stopped; it is started again/g

it(
  'says each time in one line why it cannot, is tried ever more seldom while the reports go on, and is back once that is mended',
  async () => {
    const folder = testFolder()
    const product = await ownProduct({ DATA_DIR: folder })
    const post = (base: string) =>
      fetch(`${base}/events/coach`, {
        method: 'POST',
        body: JSON.stringify(event()),
        headers: { 'content-type': 'application/json' },
      })
    const { seq } = (await (await post(product.url)).json()) as { seq: number }
    const reports = async () =>
      (await fetch(`${product.url}/analytics/summary`, { headers: { 'X-Min-Seq': String(seq) } })).status
    await waitFor('the event in the reports', async () => (await reports()) === 200)
    const manifest = join(folder, 'published/manifest.json')
    const sound = readFileSync(manifest)
    editManifest(folder, (edited) => Object.assign(edited, { format: MANIFEST_FORMAT + 1 }))
    process.kill(product.children('writer')[0] as number, 'SIGKILL')

    const restarts = () => [...product.errors().matchAll(RESTART)]
    const third = await waitFor('it to be tried again and again', () => restarts()[2], LONGEST_MS)
    expect(
      restarts()
        .slice(0, 3)
        .map(([, pause]) => pause),
    ).toEqual(['0', '100', '200'])
    const said = product.errors().slice(0, third.index).split('\n')
    expect(said.filter((line) => line.includes('later version'))).toEqual(
      Array(2).fill(
        `${manifest} was written by a later version of this program. Install that version, or a newer one.`,
      ),
    )
    expect([await reports(), (await post(product.url)).status]).toEqual([200, 503])

    writeFileSync(manifest, sound)
    await waitFor('it to be back', async () => (await post(product.url)).status === 200, LONGEST_MS)
  },
  LONGEST_MS,
)
