// The short run of the scenario beside it; `npm run fault -- rude-clients` runs it for longer.
import { expect, it } from 'vitest'
import { testFolder } from '../support/folder.ts'
import { rudeClients } from './scenarios/rude-clients.ts'

it('slow, idle and vanishing clients are closed in time and leave nothing behind; their events are stored once at most', async () => {
  const plan = { slowClients: 25, waves: 1, goneClients: 20, slackMs: 3_000, mostMb: 150, seed: 20_261_124 }
  const { figures, faults } = await rudeClients(testFolder(), plan, () => {})
  expect(faults).toEqual([])
  expect(figures['slow clients']).toBe(400)
  expect(figures['clients that went away']).toBeGreaterThan(100)
})
