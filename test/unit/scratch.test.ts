import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openScratch } from '../../functions/report/snapshot/scratch.ts'
import { testFolder } from '../support/folder.ts'

it('a scratch folder goes away with its process, and those of killed processes at the next start', () => {
  const root = testFolder()
  const { pid } = spawnSync(process.execPath, ['--version'])
  mkdirSync(join(root, `coach-effect-scratch-${pid}-dead`))
  writeFileSync(join(root, `coach-effect-scratch-${pid}-dead`, 'part.parquet'), '')
  mkdirSync(join(root, `coach-effect-scratch-${process.ppid}-alive`))
  mkdirSync(join(root, 'somebody-else'))
  const scratch = openScratch(root)
  writeFileSync(scratch.newPath('parquet'), '')
  expect(existsSync(scratch.directory)).toBe(true)
  scratch.close()
  expect(readdirSync(root)).toEqual([`coach-effect-scratch-${process.ppid}-alive`, 'somebody-else'])
})

it('a scratch folder that a cleaner took away is made again', () => {
  const scratch = openScratch(testFolder())
  rmSync(join(scratch.newPath('parquet'), '..'), { recursive: true })
  writeFileSync(scratch.newPath('parquet'), '')
})
