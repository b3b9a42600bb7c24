// `npm run verify` of a stopped product to which nothing was done.
import { copyFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allFiles } from '../support/published.ts'
import { contents, EVENTS, runVerify, soundProducts } from '../support/verify.ts'

const product = soundProducts()

describe('npm run verify of a sound product', () => {
  it('says in one line what it compared, and changes nothing', async () => {
    const { folder, manifest } = product()
    const before = contents(folder)
    const { code, output, errors } = await runVerify(folder)
    expect([code, errors]).toEqual([0, ''])
    const bytes = allFiles(manifest).reduce((sum, file) => sum + file.bytes, 0)
    expect(output.replace(/[\d.]+ s,/, 'N s,')).toBe(
      `Verified 25 events, ${manifest.segments.length} segments, ${bytes.toLocaleString('en')} bytes in N s, the writer stopped: what is published is what the ledger holds.\n`,
    )
    expect(contents(folder)).toEqual(before)
  })

  it('gives the same as JSON', async () => {
    const { folder, manifest } = product()
    const { code, output } = await runVerify(folder, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(output)).toEqual({
      ok: true,
      writer: 'stopped',
      events: EVENTS,
      segments: manifest.segments.length,
      bytes: allFiles(manifest).reduce((sum, file) => sum + file.bytes, 0),
      differences: [],
      more: 0,
      remarks: [],
      seconds: expect.any(Number),
    })
  })

  it('only remarks on a published file that nothing lists', async () => {
    const { folder, published, segment } = product()
    const stray = published('events-000000000001-000000000003-0123abcd.parquet')
    copyFileSync(published(segment.events.name), stray)
    expect(await runVerify(folder)).toMatchObject({
      code: 0,
      errors: '',
      output: expect.stringContaining(
        `Remark: ${stray}: not listed; the writer removes it at its next start\n`,
      ),
    })
  })
})
